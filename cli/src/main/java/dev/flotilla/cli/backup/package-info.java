// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla backup} and {@code flotilla restore}. */
@NullMarked
package dev.flotilla.cli.backup;

import org.jspecify.annotations.NullMarked;
