// SPDX-License-Identifier: Apache-2.0
/** Somebody with the hub's NATS rights writes to an inbox: only the agent's own check is left. */
@NullMarked
package dev.flotilla.e2e.lies;

import org.jspecify.annotations.NullMarked;
