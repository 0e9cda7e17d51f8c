// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla connect}. */
@NullMarked
package dev.flotilla.cli.connect;

import org.jspecify.annotations.NullMarked;
