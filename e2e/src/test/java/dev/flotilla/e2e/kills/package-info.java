// SPDX-License-Identifier: Apache-2.0
/** Every process is killed, at every step; what was requested happens once. */
@NullMarked
package dev.flotilla.e2e.kills;

import org.jspecify.annotations.NullMarked;
