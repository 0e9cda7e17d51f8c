// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla pause}, {@code flotilla resume} and {@code flotilla abort}. */
@NullMarked
package dev.flotilla.cli.pause;

import org.jspecify.annotations.NullMarked;
