// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.status;

import org.jspecify.annotations.Nullable;

/**
 * What the next pass must know of earlier ones.
 *
 * @param restart the last request to restart servers; null before the first
 * @param step what was about to be done last; null once everything is as it should be
 * @param stop a roll that was stopped; null while none is
 * @param verified where servers return to; null until they were all verified once
 */
public record AgentJournal(
    @Nullable RestartStatus restart,
    @Nullable PendingStep step,
    @Nullable RollStop stop,
    @Nullable VerifiedState verified) {
  /** Nothing was done yet. */
  public static final AgentJournal NONE = new AgentJournal(null, null, null, null);

  /** The same with another step. */
  public AgentJournal with(@Nullable PendingStep changed) {
    return new AgentJournal(restart, changed, stop, verified);
  }

  /** The same with another request to restart servers. */
  public AgentJournal restarting(@Nullable RestartStatus changed) {
    return new AgentJournal(changed, step, stop, verified);
  }

  /** The same with another stop. */
  public AgentJournal stopped(@Nullable RollStop changed) {
    return new AgentJournal(restart, step, changed, verified);
  }

  /** The same once servers were verified. */
  public AgentJournal verified(VerifiedState changed) {
    return new AgentJournal(restart, step, stop, changed);
  }
}
