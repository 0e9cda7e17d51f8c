// SPDX-License-Identifier: Apache-2.0
/** Forgeries written with the hub's NATS permissions: only the agent's own verification is left. */
@NullMarked
package dev.flotilla.e2e.lies;

import org.jspecify.annotations.NullMarked;
