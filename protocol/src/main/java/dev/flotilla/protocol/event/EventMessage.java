// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.event;

import dev.flotilla.protocol.AgentId;
import java.time.Instant;

/**
 * One event on its way.
 *
 * @param id unique; travels as {@code Nats-Msg-Id} too
 * @param agent the reporting agent
 * @param at the agent's clock
 * @param event the fact
 */
public record EventMessage(String id, AgentId agent, Instant at, AgentEvent event) {}
