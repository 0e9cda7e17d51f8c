// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.AuditNote;
import dev.flotilla.hub.fleet.Allowance;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.audit.AuditRow;
import java.time.Instant;

/**
 * An allowance of each agent. That an agent exceeds it becomes an audit row, the first time and
 * then only now and again.
 *
 * @param allowance how much an agent may send
 * @param audit where the excess is recorded
 */
record AuditedAllowance(Allowance allowance, AuditLog audit) {

  Allowance.Verdict take(AgentId agent, Instant at) {
    return allowance.take(agent, at);
  }

  /**
   * Records the first excess.
   *
   * @param action that the agent does too often
   * @throws StoreUnavailable when it is not recorded; the next excess is then the first again
   */
  void record(AgentId agent, String action) {
    try {
      AuditRow ignored =
          audit.append(AuditNote.refused("agent/" + agent, action, agent.value(), excess()));
    } catch (StoreUnavailable away) {
      allowance.notReported(agent);
      throw away;
    }
  }

  private Problem excess() {
    return new Problem(
        Code.TOO_MANY,
        "An agent may send " + allowance + "; the rest is dropped.",
        "Check what the agent is doing; revoke it if it may be compromised.");
  }
}
