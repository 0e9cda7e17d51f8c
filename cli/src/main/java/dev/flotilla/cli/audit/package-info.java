// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla audit}. */
@NullMarked
package dev.flotilla.cli.audit;

import org.jspecify.annotations.NullMarked;
