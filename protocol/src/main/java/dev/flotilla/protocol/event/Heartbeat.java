// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.event;

import dev.flotilla.protocol.AgentId;
import java.time.Instant;

/**
 * A sign of life over core NATS, every 30 s ± 20 %.
 *
 * @param agent the sender
 * @param version of the agent's program
 * @param boot id of this run of the process; two that overlap for long mean that the identity was
 *     cloned
 * @param indexRevision the index that the agent holds; the hub nudges when it has a newer one
 * @param at the agent's clock
 */
public record Heartbeat(
    AgentId agent, String version, String boot, long indexRevision, Instant at) {}
