// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.audit;

import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records failed authentication. Anyone can cause it, so its rows are few: one in ten seconds, with
 * the number of attempts since the last one.
 */
@StoreScoped
public final class FailedLogins {
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final String UNKNOWN = "unknown";

  private final AuditLog audit;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private Instant nextRow = Instant.MIN;
  private long unrecorded;

  /** Records into this audit record. */
  public FailedLogins(AuditLog audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** Records a refusal, or only counts it. */
  public void refused(String action, Problem problem) {
    lock.lock();
    try {
      Instant now = clock.instant();
      if (now.isBefore(nextRow)) {
        unrecorded++;
        return;
      }
      nextRow = now.plus(PERIOD);
      String others = unrecorded == 0 ? "" : " " + unrecorded + " more since the last such row.";
      unrecorded = 0;
      audit.append(
          AuditNote.refused(
              UNKNOWN,
              action,
              "",
              new Problem(problem.code(), problem.message() + others, problem.hint())));
    } finally {
      lock.unlock();
    }
  }
}
