// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.cluster.status.AgentJournal;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import dev.flotilla.nats.cluster.status.PendingStep;
import dev.flotilla.nats.cluster.status.RestartStatus;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The journal of a restart outlives whatever else the status reports. */
class RestartStatusTest {
  private static final RestartStatus HALF_WAY =
      new RestartStatus("monday", Map.of("0", "uid-0", "1", "uid-1"));

  @Test
  void isKeptByAnOutcomeThatIsNotAboutIt() {
    NatsClusterStatus before = NatsClusterStatus.NONE.with(AgentJournal.NONE.restarting(HALF_WAY));

    NatsClusterStatus after =
        new StatusComposer(
                new StatusComposer.Subject(
                    "nats", "orders", new NatsClusterStatus.Basis(1L, 1L, null)),
                before,
                new Conditions(List.of(), 1, Instant.EPOCH))
            .after(new Outcome.Incompatible(new Problem("SERVERS_REDUCED", "no", "Keep."), true));

    assertThat(after.restart()).isEqualTo(HALF_WAY);
  }

  @Test
  void isKeptByAStep() {
    PendingStep step = new PendingStep("restart", 2, null, 1, "2026-12-01T00:00:00Z");

    assertThat(
            NatsClusterStatus.NONE
                .with(AgentJournal.NONE.restarting(HALF_WAY))
                .with(step)
                .restart())
        .isEqualTo(HALF_WAY);
  }

  @Test
  void isReadAsItWasWritten() {
    NatsClusterStatus status = NatsClusterStatus.NONE.with(AgentJournal.NONE.restarting(HALF_WAY));

    String json = new String(Json.write(status), StandardCharsets.UTF_8);

    assertThat(json).contains("\"restart\":{\"request\":\"monday\",\"pods\":{");
    assertThat(Json.read(Json.write(status), NatsClusterStatus.class)).isEqualTo(status);
  }
}
