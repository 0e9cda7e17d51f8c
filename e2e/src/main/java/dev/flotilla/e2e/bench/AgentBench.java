// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.AuditLog;
import dev.flotilla.e2e.fleet.Environment;
import dev.flotilla.e2e.fleet.Fleet;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.ProcessHub;
import dev.flotilla.e2e.process.Command;
import dev.flotilla.e2e.process.PodProcess;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What an agent costs: linked to a hub, looking after one NatsCluster of three servers. */
final class AgentBench {

  private static final Duration IDLE = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String AGENT = "system:serviceaccount:flotilla:flotilla-agent";
  private static final String NAMESPACE = "nats";
  private static final int STARTS = 5;

  private final Environment environment;
  private final Clock clock = Clock.systemUTC();

  AgentBench(Environment environment) {
    this.environment = environment;
  }

  Figures measure() {
    var folder = environment.home().resolve("e2e/target/bench-" + ProcessHandle.current().pid());
    var cluster = environment.rig().up("bench", 1);
    var member = Member.ofRig("bench", cluster.kubeconfig(), environment);
    environment
        .rig()
        .load("bench", List.of(environment.image("agent"), environment.image("nats-2.15.2")));
    try (var hub = ProcessHub.start(environment, folder)) {
      var fleet =
          Fleet.of(
              environment,
              hub,
              folder.resolve("configuration"),
              line -> System.err.println("   " + line));
      fleet.enrol(member, List.of(NAMESPACE));
      deploy(fleet, folder);
      return starts(member, idle(member, cluster.audit()));
    }
  }

  private static void deploy(Fleet fleet, Path folder) {
    try {
      var file =
          Files.writeString(
              folder.resolve("orders.yaml"), NatsClusterManifest.of("orders", NAMESPACE).yaml());
      fleet.cli().run("deploy", "-f", file.toString(), "--member", "bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Figures idle(Member member, AuditLog audit) {
    System.err.println("   five minutes in which nobody asks for anything");
    var process = process(podUid(member));
    double cpuBefore = process.cpuSeconds();
    Instant from = clock.instant();
    await("five minutes")
        .atMost(IDLE.multipliedBy(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> clock.instant().isAfter(from.plus(IDLE)));
    Instant to = clock.instant();
    double seconds = Duration.between(from, to).toMillis() / 1000.0;
    return Figures.none()
        .with("rss_mb", process.megabytes("VmRSS"))
        .with("rss_anon_mb", process.megabytes("RssAnon"))
        .with("idle_mcpu", (process.cpuSeconds() - cpuBefore) / seconds * 1000)
        .with("idle_writes_per_min", writes(audit, from, to) / (seconds / 60));
  }

  private static long writes(AuditLog audit, Instant from, Instant to) {
    return audit.writes(AGENT).stream()
        .filter(write -> !write.at().isBefore(from) && write.at().isBefore(to))
        .peek(write -> System.err.println("   write: " + write))
        .count();
  }

  /** The median of several starts of an agent that is enrolled already. */
  private Figures starts(Member member, Figures figures) {
    var millis = new ArrayList<Double>();
    for (int start = 0; start < STARTS; start++) {
      millis.add(start(member));
    }
    Collections.sort(millis);
    System.err.println("   starts: " + millis);
    return figures.with("ready_ms", millis.get(STARTS / 2));
  }

  /**
   * From exec of the JVM to the first 200 of its readiness endpoint, asked from inside the pod's
   * network.
   */
  private double start(Member member) {
    var old = podUid(member);
    member
        .kubectl(
            "delete",
            "pod",
            "-n",
            "flotilla",
            "-l",
            "app.kubernetes.io/name=flotilla-agent",
            "--wait=false")
        .run()
        .orThrow();
    var uid =
        await("a new pod")
            .atMost(PATIENCE)
            .until(() -> podUid(member), it -> !it.isEmpty() && !it.equals(old));
    var process = process(uid);
    var probe =
        "until { exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /q/health/ready HTTP/1.0\\r\\n\\r\\n' >&3"
            + " && read -r -t 5 line <&3 && [[ $line == *' 200 '* ]]; } 2>/dev/null; do sleep 0.01; done";
    Command.of("nsenter", "--target", Long.toString(process.pid()), "--net", "bash", "-c", probe)
        .run()
        .orThrow();
    double elapsed = Duration.between(process.startedAt(), clock.instant()).toMillis();
    member.awaitRollout("flotilla", "deployment/flotilla-agent", PATIENCE);
    return elapsed;
  }

  private static PodProcess process(String podUid) {
    return await("the agent's process")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> PodProcess.inPod(podUid, PodProcess.AGENT), java.util.Optional::isPresent)
        .orElseThrow();
  }

  /** The uid of the agent's pod that is not on its way out; empty when there is none. */
  private static String podUid(Member member) {
    for (JsonNode pod :
        member
            .get("pods", "-n", "flotilla", "-l", "app.kubernetes.io/name=flotilla-agent")
            .path("items")) {
      if (!pod.at("/metadata").has("deletionTimestamp")) {
        return pod.at("/metadata/uid").asText();
      }
    }
    return "";
  }
}
