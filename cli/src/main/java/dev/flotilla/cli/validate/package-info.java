// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla validate}: findings about NatsClusters in files. */
@NullMarked
package dev.flotilla.cli.validate;

import org.jspecify.annotations.NullMarked;
