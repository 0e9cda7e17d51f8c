// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.own;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.e2e.fleet.AuditLog;
import dev.flotilla.e2e.fleet.Environment;
import dev.flotilla.e2e.process.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * {@code KUBECONFIG=… ./dev demo} by somebody who is not root, on a cluster that somebody else
 * runs. Nothing of it is the shared fleet's.
 */
@Tag("e2e")
@Order(3)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the local port of a hub by Helm")
class OwnClusterE2E {

  private static final String CLUSTER = "own";
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private final Environment environment = Environment.ofThisProcess();

  @Test
  void playsTheDemoAndTakesItAway(@TempDir Path folder) throws IOException {
    var rig = environment.rig();
    var cluster = rig.up(CLUSTER, 1);
    try (var user = OrdinaryUser.settle(environment, folder)) {
      rig.load(CLUSTER, List.of(environment.image("nats-2.15.2")));
      var kubeconfig = rig.user(CLUSTER, "somebody");
      var handover = user.handOver(archive -> rig.load(CLUSTER, List.of(archive)));

      var demo =
          user.dev(kubeconfig, "demo", "--load", handover)
              .patience(PATIENCE)
              .run(System.err::println);

      assertThat(demo.exitCode()).as(demo.output() + demo.error()).isZero();
      assertThat(demo.output())
          .containsPattern(
              "(?s)(published=10000 acknowledged=10000 stored=10000 read=10000 uncaptured=0 replicas=3.*){2}");
      assertThat(cluster.audit().callsOfAgents())
          .as("what the agents asked for, and was refused")
          .isNotEmpty()
          .filteredOn(AuditLog.Call::forbidden)
          .isEmpty();
      assertThat(user.dev(kubeconfig, "down").run().exitCode()).isZero();
      assertThat(namespaces(kubeconfig))
          .doesNotContain("flotilla-east Active", "flotilla-hub Active");
    } finally {
      rig.down(CLUSTER);
    }
  }

  private String namespaces(Path kubeconfig) {
    return Command.of(
            environment.programs().resolve("kubectl"), "--kubeconfig", kubeconfig.toString())
        .with(
            "get",
            "namespaces",
            "-o",
            "jsonpath={range .items[*]}{.metadata.name} {.status.phase}{\"\\n\"}{end}")
        .run()
        .orThrow();
  }
}
