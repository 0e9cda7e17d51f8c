// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.AgentPod;
import dev.flotilla.e2e.fleet.Member;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.awaitility.core.ConditionTimeoutException;

/** Kills an agent after its writes, and records what it observed. */
final class Kills {

  /** A new agent resumes the work within this time. */
  static final Duration RETURN = Duration.ofSeconds(20);

  private static final Duration IDLE = Duration.ofSeconds(3);
  private static final Duration STORED = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Member member;
  private final Intents intents;
  private final Function<HeldWrite, String> moment;
  private final Set<String> moments = new HashSet<>();
  private final Set<String> steps = new LinkedHashSet<>();
  private final Set<String> resources = new HashSet<>();
  private final List<HeldWrite> pointless = new ArrayList<>();
  private final Set<String> unstored = new LinkedHashSet<>();
  private final List<HeldWrite> unannounced = new ArrayList<>();
  private final Clock clock = Clock.systemUTC();
  private Duration slowestReturn = Duration.ZERO;

  private Kills(Member member, String cluster, Function<HeldWrite, String> moment) {
    this.member = member;
    this.intents = new Intents(member, cluster);
    this.moment = moment;
  }

  /** One after the first write of each step. */
  static Kills atEachStep(Member member, String cluster) {
    return new Kills(member, cluster, HeldWrite::step);
  }

  /** One after the first write to each kind of objects. */
  static Kills atEachKind(Member member, String cluster) {
    return new Kills(member, cluster, HeldWrite::resource);
  }

  /** One after a restart was recorded, and one after each pod was deleted for it. */
  static Kills atEachRestart(Member member, String cluster) {
    return new Kills(member, cluster, HeldWrite::restart);
  }

  /**
   * Continues until the work has ended and nothing is written any more.
   *
   * @param ended whether it has, however
   */
  void during(WriteGate gate, BooleanSupplier ended) {
    boolean killed = false;
    Instant last = clock.instant().plus(LONGEST);
    while (clock.instant().isBefore(last)) {
      var write = gate.next(IDLE);
      if (write.isPresent()) {
        killed = see(write.get(), killed, gate);
      } else if (ended.getAsBoolean()) {
        return;
      }
    }
    throw new AssertionError("the work did not end; the agent was killed at " + steps);
  }

  /** Kinds of objects at whose writes the agent was killed. */
  Set<String> resources() {
    return resources;
  }

  /** Every step at which the agent was killed, in order. */
  Set<String> steps() {
    return steps;
  }

  /** Moments at which the agent was never killed after the effect: each write was refused. */
  Set<String> unstored() {
    return unstored;
  }

  /** Writes whose intent was not recorded. */
  List<HeldWrite> unannounced() {
    return unannounced;
  }

  /** Writes that would not have changed the object. */
  List<HeldWrite> pointless() {
    return pointless;
  }

  /** The longest time from the start of a new process to its first write. */
  Duration slowestReturn() {
    return slowestReturn;
  }

  private boolean see(HeldWrite write, boolean first, WriteGate gate) {
    if (intents.lacks(write)) {
      unannounced.add(write);
    }
    if (write.changesNothing()) {
      // It has no effect, so there is no moment after it to kill at.
      pointless.add(write);
      write.let();
      return first;
    }
    String now = moment.apply(write);
    boolean isNew = moments.add(now);
    if (isNew) {
      steps.add(write.step());
    }
    if (!isNew && !first) {
      write.let();
      return false;
    }
    var pod = AgentPod.of(member);
    if (first) {
      noteReturn(Duration.between(pod.process().startedAt(), write.arrived()), write);
    }
    if (!isNew) {
      write.let();
      return false;
    }
    pod.pause();
    write.let();
    if (isStored(write)) {
      resources.add(write.resource());
      unstored.remove(now);
    } else {
      // The kill came before the effect: the next write of this moment is waited for.
      moments.remove(now);
      unstored.add(now);
    }
    pod.kill();
    gate.refuseWaiting();
    return true;
  }

  private void noteReturn(Duration after, HeldWrite write) {
    System.err.printf("   %5d ms after its start: %s%n", after.toMillis(), write);
    slowestReturn = after.compareTo(slowestReturn) > 0 ? after : slowestReturn;
  }

  /** A write that another write made stale is refused. */
  private boolean isStored(HeldWrite write) {
    try {
      await("stored: " + write)
          .atMost(STORED)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> !version(write).equals(write.versionBefore()));
      return true;
    } catch (ConditionTimeoutException _) {
      return false;
    }
  }

  private String version(HeldWrite write) {
    var kind = write.resource().split("/", 2)[0];
    return member
        .get(kind, write.name(), "-n", write.namespace())
        .at("/metadata/resourceVersion")
        .asText();
  }
}
