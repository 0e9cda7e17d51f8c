// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla pause} and {@code flotilla resume}. */
@NullMarked
package dev.flotilla.cli.pause;

import org.jspecify.annotations.NullMarked;
