// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.AgentPod;
import dev.flotilla.e2e.fleet.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;

/** Kills an agent after each of its writes, and notes what it saw. */
final class Kills {

  /** A new agent goes on with the work within this time. */
  static final Duration RETURN = Duration.ofSeconds(20);

  private static final Duration IDLE = Duration.ofSeconds(3);
  private static final Duration STORED = Duration.ofSeconds(10);

  private final Member member;
  private final Intents intents;
  private final Set<String> steps = new LinkedHashSet<>();
  private final Set<String> resources = new HashSet<>();
  private final List<HeldWrite> pointless = new ArrayList<>();
  private final List<HeldWrite> unannounced = new ArrayList<>();
  private Duration slowestReturn = Duration.ZERO;

  Kills(Member member, String cluster) {
    this.member = member;
    this.intents = new Intents(member, cluster);
  }

  /** Goes on until the work is done and nothing is written any more. */
  void atEachWrite(WriteGate gate, BooleanSupplier done) {
    boolean killed = false;
    while (true) {
      var write = gate.next(IDLE);
      if (write.isEmpty()) {
        if (done.getAsBoolean()) {
          return;
        }
        continue;
      }
      killed = see(write.get(), killed, gate);
    }
  }

  /** Kinds of objects at whose writes the agent was killed. */
  Set<String> resources() {
    return resources;
  }

  /** Every step at which the agent was killed, in order. */
  Set<String> steps() {
    return steps;
  }

  /** Writes whose intent was not on record. */
  List<HeldWrite> unannounced() {
    return unannounced;
  }

  /** Writes that would have left the object as it was. */
  List<HeldWrite> pointless() {
    return pointless;
  }

  /** The longest time from the start of a new process to its first write. */
  Duration slowestReturn() {
    return slowestReturn;
  }

  private boolean see(HeldWrite write, boolean first, WriteGate gate) {
    if (write.changesNothing()) {
      pointless.add(write);
    }
    if (intents.lacks(write)) {
      unannounced.add(write);
    }
    boolean isNew = steps.add(write.step());
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
    awaitStored(write);
    pod.kill();
    gate.refuseWaiting();
    resources.add(write.resource());
    return true;
  }

  private void noteReturn(Duration after, HeldWrite write) {
    System.err.printf("   %5d ms after its start: %s%n", after.toMillis(), write);
    slowestReturn = after.compareTo(slowestReturn) > 0 ? after : slowestReturn;
  }

  /**
   * A write that somebody else's write made stale is refused, which is as good as a kill before.
   */
  private void awaitStored(HeldWrite write) {
    try {
      await("stored: " + write)
          .atMost(STORED)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> !version(write).equals(write.versionBefore()));
    } catch (ConditionTimeoutException _) {
      System.err.println("   not stored: " + write);
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
