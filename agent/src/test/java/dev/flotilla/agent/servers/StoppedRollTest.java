// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.cluster.status.RollStop;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoppedRollTest {
  private static final int SERVERS = 3;
  private static final int OPEN = 1;
  private static final int CLOSED = 0;
  private static final int SCHEDULES = 300;
  private static final long DOCUMENT = 7;

  @Test
  void returnsTheServerThatFailedAndLeavesTheOthers() {
    var cluster = failed(1);
    assertThat(templates(cluster)).containsExactly("A", "B", "B");
    cluster.steps().clear();

    assertThat(settle(cluster, stop(1, null))).isInstanceOf(Step.Done.class);

    assertThat(templates(cluster)).containsExactly("A", "A", "B");
    assertThat(cluster.partition()).isEqualTo(2);
    assertThat(cluster.budget()).as("nodes can be drained").isEqualTo(OPEN);
    assertThat(replacements(cluster)).as("pods that were deleted").hasSize(1);
    assertThat(cluster.intents())
        .extracting(Intent::toString)
        .endsWith("return 1", "finish")
        .doesNotContain("roll 0");
  }

  @Test
  void raisesThePartitionBeforeItDeletesThePod() {
    var cluster = failed(1);
    cluster.steps().clear();

    settle(cluster, stop(1, null));

    assertThat(cluster.steps().getFirst()).isEqualTo(new Step.SetPartition(2));
    assertThat(cluster.steps().get(1)).isInstanceOf(Step.ReplacePod.class);
  }

  @Test
  void endsTheOutageOfASingleServer() {
    var cluster = new SimulatedCluster(1);
    cluster.want("A");
    cluster.settle();
    cluster.breaks("B", 0);
    cluster.want("B");
    cluster.settle();
    assertThat(cluster.template(0)).isEqualTo("B");

    assertThat(settle(cluster, stop(0, null))).isInstanceOf(Step.Done.class);

    assertThat(cluster.template(0)).isEqualTo("A");
    assertThat(cluster.partition()).isEqualTo(1);
  }

  @Test
  void anEvictedServerComesBackWithTheTemplateThatItHad() {
    var cluster = failed(1);
    RollStop stop = stop(1, null);
    settle(cluster, stop);

    for (int ordinal = 0; ordinal < SERVERS; ordinal++) {
      cluster.evict(ordinal);
      assertThat(settle(cluster, stop)).isInstanceOf(Step.Done.class);
    }

    assertThat(templates(cluster)).containsExactly("A", "A", "B");
  }

  @Test
  void leavesAServerThatCannotGoBackAndSaysWhy() {
    var cluster = failed(1);
    cluster.steps().clear();

    Step step = settle(cluster, stop(1, "stream APP/BATCHED (level 4) would go offline"));

    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Await.class,
            await -> {
              assertThat(await.trouble().code()).isEqualTo("ROLL_STOPPED");
              assertThat(await.trouble().message()).contains("no image", "APP/BATCHED");
            });
    assertThat(replacements(cluster)).isEmpty();
    assertThat(cluster.partition()).isEqualTo(1);
    assertThat(cluster.budget()).isEqualTo(CLOSED);
  }

  @Test
  void goesOnOnceAServerThatStayedHasComeUp() {
    var cluster = failed(1);
    RollStop stop = stop(1, "it may still be recovering");
    settle(cluster, stop);

    cluster.mends("B", 1);

    assertThat(settle(cluster, stop)).isInstanceOf(Step.Done.class);
    assertThat(templates(cluster)).containsOnly("B");
  }

  @Test
  void anotherTemplateEndsTheStop() {
    var cluster = failed(1);
    RollStop stop = stop(1, null);
    settle(cluster, stop);

    cluster.want("C");

    assertThat(settle(cluster, stop)).isInstanceOf(Step.Done.class);
    assertThat(templates(cluster)).containsOnly("C");
    assertThat(cluster.partition()).isEqualTo(SERVERS);
  }

  @Test
  void theEarlierTemplateBringsTheUpgradedServersBackToo() {
    var cluster = failed(1);
    RollStop stop = stop(1, null);
    settle(cluster, stop);

    cluster.want("A");

    assertThat(settle(cluster, stop)).isInstanceOf(Step.Done.class);
    assertThat(templates(cluster)).containsOnly("A");
  }

  @Test
  void anotherDocumentTriesTheSameTemplateAgain() {
    var cluster = failed(1);
    RollStop stop = stop(1, null);
    settle(cluster, stop);
    cluster.mends("B", 1);
    assertThat(StopPlanner.holds(stop, cluster.seen(), Optional.of(DOCUMENT))).isTrue();

    assertThat(StopPlanner.holds(stop, cluster.seen(), Optional.of(DOCUMENT + 1))).isFalse();
    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    assertThat(templates(cluster)).containsOnly("B");
  }

  @Test
  void aPauseEndsTheStop() {
    var cluster = failed(1);
    RollStop stop = stop(1, null);
    settle(cluster, stop);

    cluster.pause(true);

    assertThat(StopPlanner.holds(stop, cluster.seen(), Optional.of(DOCUMENT))).isFalse();
  }

  @Test
  void neverDeletesAServerThatDidNotFailInAnyOrderOfEvents() {
    for (int seed = 0; seed < SCHEDULES; seed++) {
      var random = new Random(seed);
      int ordinal = random.nextInt(SERVERS);
      var cluster = failed(ordinal);
      RollStop stop = stop(ordinal, null);
      cluster.steps().clear();
      for (int i = 0; i < 5; i++) {
        cluster.tryToEvict(random.nextInt(SERVERS));
        cluster.workload().catchesUpIn(random.nextInt(3));
        assertThat(settle(cluster, stop)).as("seed %d", seed).isInstanceOf(Step.Done.class);
      }
      assertThat(replacements(cluster))
          .as("seed %d", seed)
          .allMatch(pod -> pod.ordinal() == ordinal && pod.revision().equals("B"));
      assertThat(cluster.template(ordinal)).as("seed %d", seed).isEqualTo("A");
      assertThat(cluster.fewest()).as("seed %d", seed).isGreaterThanOrEqualTo(SERVERS - 1);
    }
  }

  /** A roll from A to B that has come to a server that does not start with B. */
  private static SimulatedCluster failed(int ordinal) {
    var cluster = new SimulatedCluster(SERVERS);
    cluster.want("A");
    cluster.settle();
    cluster.breaks("B", ordinal);
    cluster.want("B");
    assertThat(cluster.settle()).isInstanceOf(Step.Await.class);
    cluster.fewest();
    return cluster;
  }

  private static RollStop stop(int ordinal, @Nullable String kept) {
    return new RollStop(
        "B", DOCUMENT, ordinal, "ImagePullBackOff", "no image", kept, "2026-12-01T00:00:00Z");
  }

  private static Step settle(SimulatedCluster cluster, RollStop stop) {
    return cluster.settle(
        facts ->
            StopPlanner.holds(stop, facts, Optional.of(DOCUMENT))
                ? StopPlanner.next(facts.paused(true), stop)
                : RollPlanner.next(facts));
  }

  private static List<ServerPod> replacements(SimulatedCluster cluster) {
    return cluster.steps().stream()
        .filter(Step.ReplacePod.class::isInstance)
        .map(step -> ((Step.ReplacePod) step).pod())
        .toList();
  }

  private static List<String> templates(SimulatedCluster cluster) {
    return IntStream.range(0, SERVERS).mapToObj(cluster::template).toList();
  }
}
