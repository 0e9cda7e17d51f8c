// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla rollback}. */
@NullMarked
package dev.flotilla.cli.rollback;

import org.jspecify.annotations.NullMarked;
