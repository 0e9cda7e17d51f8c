// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.bench;

import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.AgentPod;
import dev.flotilla.e2e.process.Command;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;

/** What an agent costs: linked to a hub, reconciling one NatsCluster of three servers. */
final class AgentBench {

  private static final Duration IDLE = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int STARTS = 5;

  private final BenchFleet fleet;
  private final Clock clock = Clock.systemUTC();

  AgentBench(BenchFleet fleet) {
    this.fleet = fleet;
  }

  Measurements measure() {
    fleet.deploy(NatsClusterManifest.of("orders", BenchFleet.NAMESPACE));
    return starts(idle());
  }

  private Measurements idle() {
    System.err.println("   five minutes without requests");
    var process = AgentPod.of(fleet.member()).process();
    double cpuBefore = process.cpuSeconds();
    Instant from = clock.instant();
    await("five minutes")
        .atMost(IDLE.multipliedBy(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> clock.instant().isAfter(from.plus(IDLE)));
    Instant to = clock.instant();
    double seconds = Duration.between(from, to).toMillis() / 1000.0;
    return Measurements.none()
        .with("rss_mb", process.megabytes("VmRSS"))
        .with("rss_anon_mb", process.megabytes("RssAnon"))
        .with("idle_mcpu", (process.cpuSeconds() - cpuBefore) / seconds * 1000)
        .with("idle_writes_per_min", writes(from, to) / (seconds / 60));
  }

  private long writes(Instant from, Instant to) {
    return fleet.audit().writes(BenchFleet.AGENT).stream()
        .filter(write -> !write.at().isBefore(from) && write.at().isBefore(to))
        .peek(write -> System.err.println("   write: " + write))
        .count();
  }

  /** The median of several starts of an agent that is enrolled already. */
  private Measurements starts(Measurements figures) {
    var millis = new ArrayList<Double>();
    for (int start = 0; start < STARTS; start++) {
      millis.add(start());
    }
    Collections.sort(millis);
    System.err.println("   starts: " + millis);
    return figures.with("ready_ms", millis.get(STARTS / 2));
  }

  /**
   * From exec of the JVM to the first 200 of its readiness endpoint, queried from inside the pod's
   * network.
   */
  private double start() {
    var member = fleet.member();
    var old = AgentPod.of(member);
    old.replace();
    var process =
        await("a new pod")
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(10))
            .until(() -> AgentPod.of(member), it -> !it.name().equals(old.name()))
            .process();
    var probe =
        "until { exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /q/health/ready HTTP/1.0\\r\\n\\r\\n' >&3"
            + " && read -r -t 5 line <&3 && [[ $line == *' 200 '* ]]; } 2>/dev/null; do sleep 0.01; done";
    Command.of("nsenter", "--target", Long.toString(process.pid()), "--net", "bash", "-c", probe)
        .run()
        .orThrow();
    double elapsed = Duration.between(process.startedAt(), clock.instant()).toMillis();
    member.awaitRollout(member.namespace(), "deployment/flotilla-agent", PATIENCE);
    return elapsed;
  }
}
