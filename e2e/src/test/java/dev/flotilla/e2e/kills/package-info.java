// SPDX-License-Identifier: Apache-2.0
/** Everybody is killed, at every step; what was asked for happens once. */
@NullMarked
package dev.flotilla.e2e.kills;

import org.jspecify.annotations.NullMarked;
