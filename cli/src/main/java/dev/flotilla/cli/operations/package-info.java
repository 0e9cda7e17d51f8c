// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla ops}. */
@NullMarked
package dev.flotilla.cli.operations;

import org.jspecify.annotations.NullMarked;
