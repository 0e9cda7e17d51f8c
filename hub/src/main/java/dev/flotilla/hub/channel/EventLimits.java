// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.AuditNote;
import dev.flotilla.hub.fleet.Allowance;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.audit.AuditRow;
import java.time.Duration;

/**
 * How many events of an agent are folded, and how many of its refusals become audit rows. The rest
 * is dropped, quickly: it is this agent's loss, and must not hold up the others.
 */
@StoreScoped
public final class EventLimits {
  private static final int EVENTS_AT_ONCE = 1_000;
  private static final Duration ONE_EVENT_MORE = Duration.ofMillis(50);
  private static final int REFUSALS_AT_ONCE = 100;
  private static final Duration ONE_REFUSAL_MORE = Duration.ofSeconds(10);

  private final AuditLog audit;
  private final AuditedAllowance events;
  private final AuditedAllowance refusals;

  /** Records refusals, and which agents send too much, in this log. */
  public EventLimits(AuditLog audit) {
    this.audit = audit;
    this.events = new AuditedAllowance(new Allowance(EVENTS_AT_ONCE, ONE_EVENT_MORE), audit);
    this.refusals = new AuditedAllowance(new Allowance(REFUSALS_AT_ONCE, ONE_REFUSAL_MORE), audit);
  }

  /** Whether there is room for an event. */
  boolean admits(Arrival arrival) {
    return within(events, arrival, "event.report");
  }

  /** Records that something of an agent was refused, by the agent or by the hub. */
  void refused(Arrival arrival, String action, String subject, Problem problem) {
    if (within(refusals, arrival, action)) {
      AuditRow ignored =
          audit.append(AuditNote.refused("agent/" + arrival.agent(), action, subject, problem));
    }
  }

  // An event that was delivered before was counted then: it is here again because the hub could not
  // store its effect.
  private static boolean within(AuditedAllowance allowance, Arrival arrival, String action) {
    if (arrival.again()) {
      return true;
    }
    Allowance.Verdict verdict = allowance.take(arrival.agent(), arrival.at());
    if (verdict == Allowance.Verdict.FIRST_BEYOND) {
      allowance.record(arrival.agent(), action);
    }
    return verdict == Allowance.Verdict.WITHIN;
  }
}
