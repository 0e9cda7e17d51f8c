// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.addon.AddonReport;
import dev.flotilla.agent.render.Blueprints;
import dev.flotilla.agent.servers.RollProgress;
import dev.flotilla.agent.servers.Step;
import dev.flotilla.agent.servers.Trouble;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import dev.flotilla.nats.cluster.status.RollStop;
import dev.flotilla.nats.health.SurveyedStreams;
import dev.flotilla.protocol.Code;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoppedStatusTest {
  private static final NatsClusterSpec SPEC = Blueprints.orders("{\"version\": \"2.15.2\"}").spec();

  private static final RollStop STOP =
      new RollStop(
          "orders-b", 7L, 2, "ErrImagePull", "orders-2: no image", null, "2026-12-01T00:00:00Z");

  @Test
  void serversThatWereReturnedAreReadyAndOfNoOneVersion() {
    NatsClusterStatus status = status(progress(Optional.empty(), Optional.of("stopped: why")));

    assertThat(conditions(status))
        .contains(
            "Progressing False RollStopped: stopped: why",
            "Ready True RollStopped: every server is verified healthy; stopped: why");
    assertThat(status.version()).isNull();
    assertThat(status.stop()).isEqualTo(STOP);
  }

  @Test
  void aServerThatStaysIsNotReady() {
    var waiting =
        new Step.Await(Step.Phase.ROLL, new Trouble(Code.ROLL_STOPPED.name(), "stopped: why"));

    NatsClusterStatus status = status(progress(Optional.of(waiting), Optional.of("stopped: why")));

    assertThat(conditions(status))
        .contains(
            "Progressing False RollStopped: stopped: why", "Ready False RollStopped: stopped: why");
  }

  @Test
  void aServerOnItsWayBackIsStillWorkInProgress() {
    var waiting =
        new Step.Await(
            Step.Phase.ROLL, new Trouble("SERVER_NOT_READY", "orders-2 is not ready yet"));

    NatsClusterStatus status = status(progress(Optional.of(waiting), Optional.empty()));

    assertThat(conditions(status)).contains("Progressing True Rolling: orders-2 is not ready yet");
    assertThat(status.stop()).isEqualTo(STOP);
  }

  private static RollProgress progress(Optional<Step.Await> waiting, Optional<String> stopped) {
    return new RollProgress(
        waiting,
        3,
        3,
        1,
        false,
        SurveyedStreams.NONE,
        Optional.empty(),
        Optional.of(STOP),
        stopped);
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
        .map(StoppedStatusTest::line)
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
