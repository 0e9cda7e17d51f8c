// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.ApiAuditLog;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.nats.testing.Scenario;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Plans and deploys scenarios in one namespace, and holds each plan against what was then written.
 *
 * @param fleet with the hub that is asked
 * @param member whose agent serves the namespace
 * @param namespace of all NatsClusters
 */
record ScenarioLab(TestFleet fleet, Member member, String namespace) {

  /** As many deploys at once as the machine has room for servers. */
  private static final int LANES = 3;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A namespace has one NACK. */
  private static final Lock NACK = new ReentrantLock();

  void assertPlanned(List<Scenario> scenarios, Path folder) throws InterruptedException {
    var subjects =
        IntStream.range(0, scenarios.size())
            .mapToObj(i -> ScenarioDocument.of(scenarios.get(i), namespace, "s%03d".formatted(i)))
            .toList();
    member.apply(new Surroundings(namespace, subjects).secrets(folder));
    var audit = fleet.rig().up("east", 1).audit();
    assertThat(differences(subjects, audit)).isEmpty();
  }

  private List<String> differences(List<ScenarioDocument> subjects, ApiAuditLog audit)
      throws InterruptedException {
    var found = new ArrayList<String>();
    try (var lanes = Executors.newFixedThreadPool(LANES)) {
      var running =
          subjects.stream().map(it -> lanes.submit(() -> differences(it, audit))).toList();
      for (Future<List<String>> differences : running) {
        found.addAll(differences.get());
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
    return found;
  }

  private List<String> differences(ScenarioDocument document, ApiAuditLog audit) {
    if (!document.hasNack()) {
      return found(document, audit);
    }
    NACK.lock();
    try {
      return found(document, audit);
    } finally {
      NACK.unlock();
    }
  }

  private List<String> found(ScenarioDocument document, ApiAuditLog audit) {
    var servers = new Servers(member, namespace, document.name());
    var found = new ArrayList<String>();
    var deploy = deploy(servers, audit, document);
    if (!document.switchedOff().json().equals(document.json())) {
      var less = deploy(servers, audit, document.switchedOff());
      found.add(deploy.difference(less.since()));
      deploy = less;
    }
    found.add(deploy.difference(Clock.systemUTC().instant()));
    remove(servers);
    found.removeIf(String::isEmpty);
    return found;
  }

  private PlannedDeploy deploy(Servers servers, ApiAuditLog audit, ScenarioDocument document) {
    var agent = "system:serviceaccount:%s:flotilla-agent".formatted(member.namespace());
    return new PlannedDeploy.Agent(agent, audit, servers).deploy(fleet.cli(), document).done();
  }

  /** Until the last pod is gone: the machine needs the room, and a namespace has one NACK. */
  private void remove(Servers servers) {
    member
        .kubectl("delete", "natscluster", servers.name(), "-n", namespace, "--wait=false")
        .run()
        .orThrow();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                member
                    .get(
                        "deployments,pods",
                        "-n",
                        namespace,
                        "-l",
                        "flotilla.dev/natscluster=" + servers.name())
                    .path("items")
                    .isEmpty());
  }
}
