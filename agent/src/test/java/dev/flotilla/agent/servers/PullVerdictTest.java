// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullVerdictTest {
  private static final Instant CREATED = Instant.parse("2026-12-01T12:00:00Z");
  private static final Instant SOON = CREATED.plus(Duration.ofMinutes(2));
  private static final Instant LATE = CREATED.plus(Duration.ofMinutes(6));

  @ParameterizedTest
  @ValueSource(strings = {"ErrImagePull", "ImagePullBackOff", "InvalidImageName"})
  void anImageThatCannotBePulledStopsHoweverLongItTakes(String reason) {
    Live pull = pod(waiting(reason, "manifest unknown"), "Pending");

    for (Instant now : List.of(SOON, LATE)) {
      assertThat(PullVerdict.of(pull, now))
          .isEqualTo(
              new PullVerdict.Unusable(
                  new Trouble(
                      reason,
                      "no server is changed: node n1 cannot use image nats:2: manifest unknown")));
    }
  }

  @Test
  void anImageThatDoesNotStartStops() {
    Map<String, Object> state =
        Tree.object("terminated", Tree.object("reason", "StartError", "exitCode", 128));

    assertThat(PullVerdict.of(pod(state, "Failed"), SOON)).isInstanceOf(PullVerdict.Unusable.class);
  }

  @Test
  void whateverTheImageAnswersItIsThereOnceItHasRun() {
    for (int exitCode : List.of(0, 1)) {
      Map<String, Object> state = Tree.object("terminated", Tree.object("exitCode", exitCode));
      assertThat(PullVerdict.of(pod(state, "Failed"), SOON)).isEqualTo(new PullVerdict.There());
    }
    assertThat(PullVerdict.of(pod(Tree.object("running", Map.of()), "Running"), SOON))
        .as("beside containers of a mesh, which do not end")
        .isEqualTo(new PullVerdict.There());
  }

  @Test
  void aNodeThatSaysNothingIsWaitedForALimitedTime() {
    Live pull = pod(waiting("ContainerCreating", ""), "Pending");

    assertThat(PullVerdict.of(pull, SOON))
        .isEqualTo(
            new PullVerdict.Pulling(
                new Trouble("IMAGE_PULLING", "node n1 pulls image nats:2 before a server goes")));
    assertThat(PullVerdict.of(pull, LATE))
        .isEqualTo(new PullVerdict.Silent("orders-2-pull has not run within 5 minutes"));
  }

  @Test
  void aPodThatTheNodeRefusesSaysNothingOfTheImage() {
    Live pull =
        new Live(
            Kind.POD,
            Tree.object(
                "metadata",
                Tree.object("name", "orders-2-pull"),
                "status",
                Tree.object("phase", "Failed", "reason", "OutOfcpu")));

    assertThat(PullVerdict.of(pull, SOON))
        .isEqualTo(new PullVerdict.Silent("orders-2-pull does not run: OutOfcpu"));
  }

  @Test
  void theImageOfAContainerBesideTheServerCountsToo() {
    Map<String, Object> there = Tree.object("terminated", Tree.object("exitCode", 0));
    Live waits = both(there, waiting("ContainerCreating", ""));
    Live bad = both(waiting("ContainerCreating", ""), waiting("ErrImagePull", "manifest unknown"));

    assertThat(PullVerdict.of(waits, SOON))
        .isEqualTo(
            new PullVerdict.Pulling(
                new Trouble(
                    "IMAGE_PULLING", "node n1 pulls image exporter:9 before a server goes")));
    assertThat(PullVerdict.of(bad, SOON))
        .isEqualTo(
            new PullVerdict.Unusable(
                new Trouble(
                    "ErrImagePull",
                    "no server is changed: node n1 cannot use image exporter:9: manifest unknown")));
    assertThat(PullVerdict.of(both(there, there), SOON)).isEqualTo(new PullVerdict.There());
  }

  private static Live both(Map<String, Object> server, Map<String, Object> exporter) {
    return new Live(
        Kind.POD,
        Tree.object(
            "metadata",
            Tree.object("name", "orders-2-pull", "creationTimestamp", CREATED.toString()),
            "spec",
            Tree.object(
                "nodeName",
                "n1",
                "containers",
                List.of(
                    Tree.object("name", "pull", "image", "nats:2"),
                    Tree.object("name", "pull-prom-exporter", "image", "exporter:9"))),
            "status",
            Tree.object(
                "phase",
                "Pending",
                "containerStatuses",
                List.of(
                    Tree.object("name", "pull", "state", server),
                    Tree.object("name", "pull-prom-exporter", "state", exporter)))));
  }

  private static Map<String, Object> waiting(String reason, String message) {
    return Tree.object("waiting", Tree.object("reason", reason, "message", message));
  }

  private static Live pod(Map<String, Object> state, String phase) {
    return new Live(
        Kind.POD,
        Tree.object(
            "metadata",
            Tree.object("name", "orders-2-pull", "creationTimestamp", CREATED.toString()),
            "spec",
            Tree.object(
                "nodeName",
                "n1",
                "containers",
                List.of(Tree.object("name", "pull", "image", "nats:2"))),
            "status",
            Tree.object(
                "phase",
                phase,
                "containerStatuses",
                List.of(
                    Tree.object("name", "mesh", "state", Tree.object("waiting", Map.of())),
                    Tree.object("name", "pull", "state", state)))));
  }
}
