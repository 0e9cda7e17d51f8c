// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.enrolment;

import dev.flotilla.protocol.AgentId;

/**
 * The answer to an {@link EnrolmentRequest}: known from now on, not yet trusted.
 *
 * @param agentId the id that the hub gave
 * @param state pending until an administrator or a rule accepts it
 */
public record EnrolmentReply(AgentId agentId, AgentState state) {}
