// SPDX-License-Identifier: Apache-2.0
/** What an agent reaches with its own credentials: its own, and nothing of another agent. */
@NullMarked
package dev.flotilla.hub.foreign;

import org.jspecify.annotations.NullMarked;
