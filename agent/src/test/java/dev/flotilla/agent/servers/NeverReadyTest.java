// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NeverReadyTest {
  private static final Instant CREATED = Instant.parse("2026-11-21T12:00:00Z");
  private static final Map<String, Object> CREATING =
      Map.of("waiting", Map.of("reason", "ContainerCreating"));
  private static final Map<String, Object> RUNNING =
      Map.of("running", Map.of("startedAt", "2026-11-21T12:01:00Z"));

  @Test
  void aPodWithoutAContainerIsOneAfterTwoMinutes() {
    assertThat(seen(CREATING, false, Duration.ofMinutes(2))).isEmpty();
    assertThat(seen(CREATING, false, Duration.ofMinutes(3)))
        .hasValueSatisfying(
            trouble -> {
              assertThat(trouble.code()).isEqualTo("SERVER_NEVER_READY");
              assertThat(trouble.message()).contains("orders-0", "missing Secret");
            });
  }

  @Test
  void aServerThatRunsAndRecoversIsGivenTenMinutes() {
    assertThat(seen(RUNNING, false, Duration.ofMinutes(10))).isEmpty();
    assertThat(seen(RUNNING, false, Duration.ofMinutes(12))).isPresent();
  }

  @Test
  void aServerThatHasBeenReadyIsNone() {
    assertThat(seen(RUNNING, true, Duration.ofHours(5))).isEmpty();
  }

  @Test
  void aServerThatHasJustEndedIsReportedByKubernetes() {
    Map<String, Object> ended = Map.of("terminated", Map.of("exitCode", 1));

    assertThat(seen(ended, false, Duration.ofHours(1))).isEmpty();
  }

  private static Optional<Trouble> seen(
      Map<String, Object> state, boolean started, Duration later) {
    Live pod =
        new Live(
            Kind.POD,
            Map.of(
                "metadata",
                Map.of("name", "orders-0", "creationTimestamp", CREATED.toString()),
                "status",
                Map.of(
                    "containerStatuses",
                    List.of(Map.of("name", "nats", "started", started, "state", state)))));
    return NeverReady.of(pod, CREATED.plus(later));
  }
}
