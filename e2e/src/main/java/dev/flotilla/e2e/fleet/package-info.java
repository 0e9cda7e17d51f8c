// SPDX-License-Identifier: Apache-2.0
/** A hub and its members, composed of the real parts. */
@NullMarked
package dev.flotilla.e2e.fleet;

import org.jspecify.annotations.NullMarked;
