// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla status}. */
@NullMarked
package dev.flotilla.cli.status;

import org.jspecify.annotations.NullMarked;
