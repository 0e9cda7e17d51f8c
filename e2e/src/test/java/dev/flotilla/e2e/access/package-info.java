// SPDX-License-Identifier: Apache-2.0
/** Who comes in, in the simpler modes of authentication. */
@NullMarked
package dev.flotilla.e2e.access;

import org.jspecify.annotations.NullMarked;
