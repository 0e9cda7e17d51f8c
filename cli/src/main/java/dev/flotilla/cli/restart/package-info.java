// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla restart}. */
@NullMarked
package dev.flotilla.cli.restart;

import org.jspecify.annotations.NullMarked;
