// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.addon.AddonReport;
import dev.flotilla.agent.render.Blueprints;
import dev.flotilla.agent.servers.RollProgress;
import dev.flotilla.agent.servers.RollProgress.Pause;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import dev.flotilla.nats.health.SurveyedStreams;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PausedStatusTest {
  private static final NatsClusterSpec SPEC =
      Blueprints.orders("{\"version\": \"2.15.2\", \"paused\": true}").spec();

  @Test
  void serversHalfWayAreReadyAndOfNoOneVersion() {
    NatsClusterStatus status = status(verified(new Pause(false, "paused: half way")));

    assertThat(conditions(status))
        .contains(
            "Progressing False Paused: paused: half way",
            "Ready True Paused: every server is verified healthy; paused: half way");
    assertThat(status.version()).isNull();
  }

  @Test
  void serversThatHaveEverythingAreOfTheVersionOfTheDocument() {
    NatsClusterStatus status = status(verified(new Pause(true, "paused: nothing to do")));

    assertThat(conditions(status)).contains("Progressing False Paused: paused: nothing to do");
    assertThat(status.version()).isEqualTo("2.15.2");
  }

  @Test
  void serversThatAreNotCreatedAreNotReady() {
    RollProgress progress = RollProgress.uncreated(3);

    assertThat(progress.resting()).isTrue();
    assertThat(conditions(status(progress)))
        .contains(
            "Progressing False Paused: paused: no server is created before it is resumed",
            "Ready False Paused: paused: no server is created before it is resumed");
  }

  private static RollProgress verified(Pause pause) {
    return new RollProgress(
        Optional.empty(), 3, 3, 1, false, SurveyedStreams.NONE, Optional.of(pause));
  }

  private static NatsClusterStatus status(RollProgress progress) {
    StatusComposer.Subject orders =
        new StatusComposer.Subject("nats", "orders", new NatsClusterStatus.Basis(1L, 1L, null));
    Conditions conditions = new Conditions(List.of(), 1, Instant.EPOCH);
    return new StatusComposer(orders, NatsClusterStatus.NONE, conditions)
        .after(
            new Outcome.Accepted(
                new NatsCluster("nats", "orders", SPEC),
                new BrokenRails(List.of(), List.of()),
                progress,
                new AddonReport(List.of(), List.of()),
                Optional.empty()));
  }

  private static List<String> conditions(NatsClusterStatus status) {
    return Objects.requireNonNull(status.conditions()).stream()
        .map(PausedStatusTest::line)
        .toList();
  }

  private static String line(Condition condition) {
    return condition.type()
        + " "
        + condition.status()
        + " "
        + condition.reason()
        + ": "
        + condition.message();
  }
}
