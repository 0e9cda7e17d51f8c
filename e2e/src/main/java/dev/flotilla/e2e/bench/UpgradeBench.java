// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.Environment;
import dev.flotilla.e2e.fleet.Fleet;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.workload.LoadClient;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How long three servers under load take to another version, and what their publisher notices; the
 * same with a StatefulSet that Kubernetes rolls, with the probes and the lame duck mode of the
 * official chart; and, where asked for, with an agent of an older build. Every image is present.
 */
final class UpgradeBench {

  private static final String FROM = "2.14.9";
  private static final String TO = "2.15.2";
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int CONNECTIONS = 30;
  private static final int STREAMS = 20;
  private static final int RATE = 200;
  private static final String NAME = "orders";
  private static final String PEER = "peer";
  private static final String OLDER = "older";

  /** What comes after the upgrade counts too: a server that returned is not yet any client's. */
  private static final Duration AFTERMATH = Duration.ofSeconds(5);

  private final BenchFleet fleet;
  private final Environment environment;
  private final Clock clock = Clock.systemUTC();

  UpgradeBench(BenchFleet fleet) {
    this.fleet = fleet;
    this.environment = fleet.fleet().environment();
  }

  /**
   * One upgrade.
   *
   * @param seconds from the request until every server is ready, or verified healthy
   * @param figures of the client
   */
  private record Upgrade(double seconds, LoadClient.Figures figures) {

    Measurements in(Measurements before, String prefix) {
      return before
          .with(prefix.isEmpty() ? "upgrade_s" : prefix + "s", seconds)
          .with(prefix + "max_publish_gap_ms", figures.longestGapMillis())
          .with(prefix + "failed_publishes", figures.failed());
    }
  }

  Measurements measure() {
    environment
        .rig()
        .load(
            fleet.member().name(),
            List.of(environment.image("nats-" + FROM), environment.image("client")));
    Upgrade upgrade = byFlotilla();
    Upgrade baseline = byKubernetes();
    var measured = baseline.in(upgrade.in(Measurements.none(), ""), "baseline_");
    return before()
        .map(older -> older.in(measured, "before_"))
        .orElse(measured)
        .with("upgrade_ratio", baseline.seconds() / upgrade.seconds())
        .with(
            "gap_ratio",
            (double) baseline.figures().longestGapMillis() / upgrade.figures().longestGapMillis());
  }

  private Upgrade byFlotilla() {
    var namespace = BenchFleet.NAMESPACE;
    fleet.deploy(NatsClusterManifest.of(NAME, namespace).with("version", FROM));
    var address = fleet.member().name() + "/" + namespace + "/" + NAME;
    var upgrade =
        underLoad(
            new LoadClient(fleet.member(), namespace, NAME, true),
            () -> follow("upgrade", address, "--to", TO));
    clear(fleet.member(), namespace);
    return upgrade;
  }

  private Upgrade byKubernetes() {
    var namespace = BenchFleet.NAMESPACE;
    helm("install", FROM);
    rolledOut();
    var upgrade =
        underLoad(
            new LoadClient(fleet.member(), namespace, PEER, false),
            () -> {
              Instant from = clock.instant();
              helm("upgrade", TO);
              rolledOut();
              return seconds(from, clock.instant());
            });
    fleet.member().helm("uninstall", PEER, "-n", namespace, "--wait").run().orThrow();
    clear(fleet.member(), namespace);
    return upgrade;
  }

  /** An agent of another commit, as a member of its own on the same cluster. */
  private Optional<Upgrade> before() {
    return environment.variable("FLOTILLA_BEFORE").map(folder -> byOlderAgent(Path.of(folder)));
  }

  private Upgrade byOlderAgent(Path build) {
    var commit = build.getFileName().toString();
    environment.rig().load(fleet.member().name(), List.of(environment.image("agent@" + commit)));
    var member =
        new Member(
            OLDER, fleet.member().kubeconfig(), Optional.empty(), "flotilla-older", environment);
    var today = fleet.fleet();
    new Fleet(environment.at(build), today.hub(), today.cli(), today.shown())
        .join(member, List.of(OLDER), "image.tag=" + commit);
    var manifest = NatsClusterManifest.of(NAME, OLDER).with("version", FROM);
    fleet.deploy(OLDER, manifest);
    return underLoad(
        new LoadClient(member, OLDER, NAME, true),
        () -> took(fleet.deploy(OLDER, manifest.with("version", TO), "-o", "json")));
  }

  private Upgrade underLoad(LoadClient client, Supplier<Double> change) {
    client.start(CONNECTIONS, STREAMS, RATE);
    Instant from = clock.instant();
    double seconds = change.get();
    var figures = client.reportAfter(clock.instant().plus(AFTERMATH));
    // What begins with a time: the messages of the client library do not.
    show(client.stop().lines().filter(line -> line.startsWith("20")).toList());
    show(List.of(from + " to " + from.plusMillis((long) (seconds * 1000)), figures.toString()));
    return new Upgrade(seconds, figures);
  }

  private double follow(String... arguments) {
    return took(
        fleet
            .fleet()
            .cli()
            .command(arguments)
            .with("-o", "json", "--timeout", "10m")
            .patience(LONGEST.plusMinutes(1))
            .run(line -> show(List.of(line)))
            .orThrow());
  }

  /** From the hub's 202 until the agent reports every server as verified healthy. */
  private static double took(String ended) {
    var operation = Json.read(ended.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    return seconds(
        Instant.parse(operation.path("requestedAt").asText()),
        Instant.parse(operation.path("since").asText()));
  }

  private void helm(String verb, String version) {
    fleet
        .member()
        .helm(verb, PEER, environment.home().resolve("e2e/src/main/bench/peer-chart").toString())
        .with("-n", BenchFleet.NAMESPACE, "--set", "image=docker.io/library/nats:" + version)
        .run()
        .orThrow();
  }

  private void rolledOut() {
    fleet.member().awaitRollout(BenchFleet.NAMESPACE, "statefulset/" + PEER, LONGEST);
  }

  /** Servers that are there, or are stopping, would disturb the next ones. */
  private static void clear(Member member, String namespace) {
    member.deleteNatsClusters(namespace);
    member
        .kubectl("wait", "--for=delete", "pod", "--all", "-n", namespace, "--timeout=180s")
        .run()
        .orThrow();
    member.kubectl("delete", "pvc", "--all", "-n", namespace, "--wait=false").run().orThrow();
  }

  private static void show(List<String> lines) {
    lines.forEach(line -> System.err.println("   " + line));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
