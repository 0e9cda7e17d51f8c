// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** When the link does what. Every period is randomised, so that a fleet does not act in step. */
final class Agenda {
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);
  private static final double HEARTBEAT_SPREAD = 0.2;
  private static final Duration RESYNC = Duration.ofMinutes(10);
  private static final double RESYNC_SPREAD = 0.5;
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** While nothing is due, the loop still checks this often whether it is alive. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final RandomGenerator random;
  private Instant heartbeat;
  private Instant inbox;
  private Instant resync;
  private Instant renewal;

  Agenda(Instant now, Validity validity, RandomGenerator random) {
    this.random = random;
    this.heartbeat = now;
    this.inbox = now;
    this.resync = now;
    this.renewal = validity.renewal(random);
  }

  /** How long nothing is due; at least a millisecond. */
  Duration wait(Instant now) {
    Instant first = heartbeat.isBefore(inbox) ? heartbeat : inbox;
    Instant next = first.isBefore(renewal) ? first : renewal;
    Duration wait = Duration.between(now, next);
    if (wait.compareTo(LONGEST_WAIT) > 0) {
      return LONGEST_WAIT;
    }
    return wait.isPositive() ? wait : Duration.ofMillis(1);
  }

  boolean heartbeatDue(Instant now) {
    return !now.isBefore(heartbeat);
  }

  void heartbeatSent(Instant now) {
    heartbeat = now.plus(spread(HEARTBEAT, HEARTBEAT_SPREAD));
  }

  boolean inboxDue(Instant now) {
    return !now.isBefore(inbox);
  }

  /** Whether this reading should check again what was admitted before. */
  boolean thorough(Instant now) {
    return !now.isBefore(resync);
  }

  void readInbox(Instant now) {
    inbox = now;
  }

  void inboxRead(Instant now) {
    if (thorough(now)) {
      resync = now.plus(spread(RESYNC, RESYNC_SPREAD));
    }
    inbox = resync;
  }

  void inboxFailed(Instant now) {
    inbox = now.plus(RETRY);
  }

  boolean renewalDue(Instant now) {
    return !now.isBefore(renewal);
  }

  void renewed(Validity validity) {
    renewal = validity.renewal(random);
  }

  void renewalFailed(Instant now) {
    renewal = now.plus(spread(Duration.ofSeconds(30), RESYNC_SPREAD));
  }

  private Duration spread(Duration middle, double share) {
    double factor = 1 - share + 2 * share * random.nextDouble();
    return Duration.ofMillis((long) (middle.toMillis() * factor));
  }
}
