// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long three servers take from the request to healthy, and how long the same takes with Helm
 * and {@code kubectl rollout status}, in turn, with every image present.
 */
final class DeployBench {

  private static final int ROUNDS = 3;
  private static final String PATIENCE = "300s";

  private final BenchFleet fleet;
  private final Clock clock = Clock.systemUTC();

  DeployBench(BenchFleet fleet) {
    this.fleet = fleet;
  }

  Measurements measure() {
    List<Double> deploys = new ArrayList<>();
    List<Double> helms = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      deploys.add(deploy("deploy-" + round));
      helms.add(helm("helm-" + round));
    }
    System.err.println("   by flotilla: " + deploys + ", by helm: " + helms);
    return Measurements.none().with("deploy_s", median(deploys)).with("helm_s", median(helms));
  }

  /**
   * From the hub's 202 until the agent reports every server as verified healthy, as recorded in the
   * operation. The servers stay, at rest, during the next round.
   */
  private double deploy(String name) {
    var ended = fleet.deploy(NatsClusterManifest.of(name, BenchFleet.NAMESPACE), "-o", "json");
    var operation = Json.read(ended.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    return seconds(
        Instant.parse(operation.path("requestedAt").asText()),
        Instant.parse(operation.path("since").asText()));
  }

  private double helm(String name) {
    Instant from = clock.instant();
    var chart = fleet.fleet().environment().home().resolve("e2e/src/main/bench/peer-chart");
    var _ =
        fleet
            .member()
            .helm("install", name, chart.toString(), "-n", BenchFleet.NAMESPACE)
            .with("--set", "image=docker.io/library/nats:2.15.2")
            .run()
            .orThrow();
    kubectl("rollout", "status", "statefulset/" + name, "--timeout=" + PATIENCE);
    double seconds = seconds(from, clock.instant());
    var _ =
        fleet
            .member()
            .helm("uninstall", name, "-n", BenchFleet.NAMESPACE, "--wait")
            .run()
            .orThrow();
    empty(name);
    return seconds;
  }

  /** Servers that start or stop would disturb the next round. */
  private void empty(String name) {
    kubectl(
        "wait",
        "--for=delete",
        "pod",
        "-l",
        "app.kubernetes.io/instance=" + name,
        "--timeout=" + PATIENCE);
    kubectl("delete", "pvc", "-l", "app.kubernetes.io/instance=" + name, "--wait=false");
  }

  private void kubectl(String... arguments) {
    var _ = fleet.member().kubectl(arguments).with("-n", BenchFleet.NAMESPACE).run().orThrow();
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
