// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.bench;

import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.AgentPod;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;

/** How soon a fresh agent resumes the work of one that was killed in the middle of a deploy. */
final class RecoveryBench {

  private static final int KILLS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final BenchFleet fleet;

  RecoveryBench(BenchFleet fleet) {
    this.fleet = fleet;
  }

  Measurements measure() {
    var millis = new ArrayList<Double>();
    for (int kill = 0; kill < KILLS; kill++) {
      millis.add(resume("victim-" + kill));
    }
    Collections.sort(millis);
    return Measurements.none()
        .with("resume_ms", millis.get(KILLS / 2))
        .with("resume_ms_worst", millis.getLast());
  }

  /** From exec of the new process to its first write. */
  private double resume(String cluster) {
    var manifest = NatsClusterManifest.of(cluster, BenchFleet.NAMESPACE).with("replicas", "1");
    var victim = AgentPod.of(fleet.member());
    fleet.deploy(manifest, "--no-wait");
    fleet
        .member()
        .kubectl("wait", "--for=create", "statefulset/" + cluster, "-n", BenchFleet.NAMESPACE)
        .with("--timeout=" + PATIENCE.toSeconds() + "s")
        .run()
        .orThrow();
    victim.kill();
    Instant started = AgentPod.of(fleet.member()).process().startedAt();
    Instant wrote =
        await("the new agent's first write")
            .atMost(PATIENCE)
            .until(() -> firstWrite(started), it -> it.isAfter(started));
    fleet
        .member()
        .kubectl("wait", "--for=condition=Ready", "natscluster/" + cluster)
        .with("-n", BenchFleet.NAMESPACE, "--timeout=" + PATIENCE.toSeconds() + "s")
        .run()
        .orThrow();
    return Duration.between(started, wrote).toMillis();
  }

  private Instant firstWrite(Instant after) {
    return fleet.audit().writes(BenchFleet.AGENT).stream()
        .filter(
            write -> write.at().isAfter(after) && write.namespace().equals(BenchFleet.NAMESPACE))
        .findFirst()
        .map(write -> write.at())
        .orElse(Instant.EPOCH);
  }
}
