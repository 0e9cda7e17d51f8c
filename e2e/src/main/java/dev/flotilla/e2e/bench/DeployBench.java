// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.bench;

import dev.flotilla.e2e.workload.NatsClusterManifest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long three servers take from the order to healthy, and how long the same takes by Helm and
 * {@code kubectl rollout status}, in turn, with every image present.
 */
final class DeployBench {

  private static final int ROUNDS = 3;
  private static final String PATIENCE = "300s";

  private final BenchFleet fleet;
  private final Clock clock = Clock.systemUTC();

  DeployBench(BenchFleet fleet) {
    this.fleet = fleet;
  }

  Figures measure() {
    List<Double> deploys = new ArrayList<>();
    List<Double> helms = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      deploys.add(deploy("deploy-" + round));
      helms.add(helm("helm-" + round));
    }
    System.err.println("   by flotilla: " + deploys + ", by helm: " + helms);
    return Figures.none().with("deploy_s", median(deploys)).with("helm_s", median(helms));
  }

  /** From the command, which comes before the hub's 202, to its return at verified healthy. */
  private double deploy(String name) {
    Instant from = clock.instant();
    var _ = fleet.deploy(NatsClusterManifest.of(name, BenchFleet.NAMESPACE));
    double seconds = since(from);
    kubectl("delete", "natscluster", name, "--wait=true");
    empty(name);
    return seconds;
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
    double seconds = since(from);
    var _ =
        fleet
            .member()
            .helm("uninstall", name, "-n", BenchFleet.NAMESPACE, "--wait")
            .run()
            .orThrow();
    empty(name);
    return seconds;
  }

  /** The next round must not share the node with the pods of this one. */
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

  private double since(Instant from) {
    return Duration.between(from, clock.instant()).toMillis() / 1000.0;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
