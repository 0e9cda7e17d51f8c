// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A NATS server is killed while it is deployed. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class ServerKillsE2E {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Kubernetes starts the server again in its pod; the deploy waits for it. */
  @Test
  void theDeployWaitsForAServerThatWasKilled(TestFleet fleet) {
    var struck = new OneDeploy(fleet, "restart", "struck", 3);
    var operation = struck.begin();
    var servers = struck.servers();
    var victim =
        await("a server runs")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .until(() -> servers.process("struck-1"), Optional::isPresent)
            .orElseThrow();

    var pods = servers.podUids();
    victim.kill();

    struck.assertDoneOnce(operation);
    assertThat(servers.restarts("struck-1"))
        .as("starts of the server after the first")
        .isPositive();
    assertThat(servers.podUids())
        .as("the same pods, one of them restarted")
        .containsAllEntriesOf(pods);
  }
}
