// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla deploy}. */
@NullMarked
package dev.flotilla.cli.deploy;

import org.jspecify.annotations.NullMarked;
