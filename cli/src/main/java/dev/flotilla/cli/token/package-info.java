// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla token}. */
@NullMarked
package dev.flotilla.cli.token;

import org.jspecify.annotations.NullMarked;
