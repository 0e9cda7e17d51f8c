// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.servers.RollProgress.Pause;
import dev.flotilla.nats.cluster.servers.Restart;
import dev.flotilla.protocol.query.ServerChange;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestartPlannerTest {
  private static final int SERVERS = 3;
  private static final int OPEN = 1;
  private static final int CLOSED = 0;
  private static final int SCHEDULES = 500;
  private static final Restart ALL = new Restart("monday", null);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 9})
  void restartsEachServerOnceFromTheHighest(int servers) {
    var cluster = running(servers);

    cluster.restart(ALL);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    assertThat(cluster.replaced())
        .containsExactlyElementsOf(
            IntStream.range(0, servers).mapToObj(i -> servers - 1 - i).toList());
    assertThat(cluster.steps())
        .noneMatch(step -> step instanceof Step.ApplySet || step instanceof Step.SetPartition);
    assertThat(cluster.workload().interrupted()).isEmpty();
    assertThat(cluster.budget()).isEqualTo(OPEN);
    assertThat(cluster.restart()).isEqualTo(new PendingRestart("monday", Map.of()));
  }

  @Test
  void closesTheBudgetAndSaysWhichServerItIs() {
    var cluster = running(SERVERS);
    cluster.restart(ALL);

    cluster.lookOnce();

    assertThat(cluster.budget()).isEqualTo(CLOSED);
    assertThat(cluster.intents().stream().map(Intent::toString))
        .containsSubsequence("protect", "move-leader 0", "evacuate 2", "restart 2");
    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    assertThat(cluster.intents().stream().map(Intent::toString))
        .containsSubsequence("restart 2", "restart 1", "restart 0", "finish");
  }

  @Test
  void restartsThatServerAlone() {
    var cluster = running(SERVERS);
    cluster.restart(new Restart("monday", 1));

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(cluster.replaced()).containsExactly(1);
    assertThat(cluster.steps())
        .as("server 2 has the lead, and keeps it")
        .noneMatch(Step.MoveMetaLeader.class::isInstance);
  }

  @Test
  void anotherTextIsAnotherRequestAndTheSameIsNot() {
    var cluster = running(SERVERS);
    cluster.restart(ALL);
    cluster.settle();

    cluster.restart(new Restart("monday", 1));
    cluster.settle();
    assertThat(cluster.replaced()).hasSize(3);

    cluster.restart(null);
    cluster.settle();
    cluster.restart(ALL);
    cluster.settle();
    assertThat(cluster.replaced()).as("handled before").hasSize(3);

    cluster.restart(new Restart("tuesday", 2));
    cluster.settle();
    assertThat(cluster.replaced()).containsExactly(2, 1, 0, 2);
  }

  @Test
  void aNewClusterHasNothingToRestart() {
    var cluster = new SimulatedCluster(SERVERS);
    cluster.restart(ALL);
    cluster.want("A");

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(cluster.replaced()).isEmpty();
  }

  @Test
  void aNewTemplateRestartsAllServersAnyway() {
    var cluster = running(SERVERS);
    cluster.restart(ALL);
    cluster.want("B");

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(cluster.replaced()).containsExactly(2, 1, 0);
  }

  @Test
  void aServerThatWasEvictedMeanwhileIsNotRestartedAgain() {
    var cluster = running(SERVERS);
    cluster.restart(ALL);
    cluster.evict(1);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(cluster.replaced()).containsExactly(2, 0);
  }

  @Test
  void nothingMoreIsRestartedOnceTheRequestIsGone() {
    var cluster = running(SERVERS);
    cluster.restart(ALL);
    cluster.lookOnce();
    assertThat(cluster.replaced()).containsExactly(2);

    cluster.restart(null);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    assertThat(cluster.replaced()).containsExactly(2);
    assertThat(cluster.budget()).isEqualTo(OPEN);
  }

  @Test
  void theOnlyServerThatDoesNotServeRestartsWithoutTheGate() {
    var cluster = running(SERVERS);
    cluster.fails(1);
    assertThat(cluster.settle()).isInstanceOf(Step.Await.class);
    cluster.steps().clear();

    cluster.restart(new Restart("monday", 1));

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    assertThat(cluster.replaced()).containsExactly(1);
  }

  @Test
  void allServersRestartFromTheOneThatDoesNotServe() {
    var cluster = running(SERVERS);
    cluster.fails(1);

    cluster.restart(ALL);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    assertThat(cluster.replaced()).containsExactly(1, 2, 0);
  }

  @Test
  void waitsWhileAnotherServerDoesNotServe() {
    var cluster = running(SERVERS);
    cluster.fails(0);

    cluster.restart(new Restart("monday", 1));

    assertThat(cluster.settle())
        .isInstanceOfSatisfying(
            Step.Await.class,
            await -> assertThat(await.trouble().message()).startsWith("orders-0"));
    assertThat(cluster.replaced()).isEmpty();
  }

  @Test
  void waitsWhileACopyIsBehind() {
    var cluster = running(SERVERS);
    cluster.workload().catchesUpIn(3);

    cluster.restart(ALL);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    assertThat(cluster.workload().risked()).isEmpty();
  }

  @Test
  void isHeldWhileChangesArePaused() {
    var cluster = running(SERVERS);
    cluster.restart(ALL);
    cluster.lookOnce();
    cluster.pause(true);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    assertThat(cluster.replaced()).containsExactly(2);
    assertThat(cluster.budget()).as("nodes can be drained").isEqualTo(OPEN);
    assertThat(RollProgress.of(new Step.Done(), cluster.seen()).pause())
        .contains(new Pause(true, "paused: 2 of 3 servers are left to restart"));
    assertThat(forecast(cluster)).containsOnly("keep paused");

    cluster.evict(0);
    cluster.settle();
    cluster.pause(false);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    assertThat(cluster.replaced()).containsExactly(2, 1);
  }

  @Test
  void isForecastAsItHappens() {
    var cluster = running(SERVERS);
    cluster.restart(ALL);

    assertThat(forecast(cluster)).containsOnly("roll restarts as requested");
    assertThat(RollForecast.of("orders", cluster.seen(), false).servers())
        .extracting(ServerChange::pod)
        .containsExactly("orders-2", "orders-1", "orders-0");
    assertThat(RollForecast.of("orders", cluster.seen(), false).during("PodDisruptionBudget"))
        .isPresent();

    cluster.restart(new Restart("tuesday", 1));
    assertThat(forecast(cluster))
        .containsExactly("roll restarts as requested", "keep unchanged", "keep unchanged");

    cluster.want("B");
    assertThat(RollForecast.of("orders", cluster.seen(), true).servers())
        .extracting(ServerChange::reason)
        .containsOnly("the pod template changes");
  }

  /**
   * Requests, documents, pauses and drains of nodes at random moments: never more than one server
   * is away, and in the end nothing is left to restart.
   */
  @Test
  void neverCostsQuorumAndEnds() {
    long seed = Long.getLong("flotilla.seed", System.nanoTime());
    var random = new Random(seed);
    for (int schedule = 0; schedule < SCHEDULES; schedule++) {
      var cluster = running(SERVERS);
      var _ = cluster.fewest();
      for (int moment = 0; moment < 30; moment++) {
        disturb(cluster, random, moment);
        cluster.round();
      }
      cluster.pause(false);
      cluster.restart(new Restart("last", null));
      cluster.want("Z");

      assertThat(cluster.settle()).as("seed %s", seed).isInstanceOf(Step.Done.class);

      assertThat(cluster.restart().pods()).as("seed %s", seed).isEmpty();
      assertThat(cluster.fewest()).as("seed %s: quorum", seed).isEqualTo(SERVERS - 1);
      assertThat(cluster.workload().risked()).as("seed %s: behind", seed).isEmpty();
      assertThat(cluster.workload().interrupted()).as("seed %s: in use", seed).isEmpty();
    }
  }

  private static void disturb(SimulatedCluster cluster, Random random, int moment) {
    cluster.workload().catchesUpIn(random.nextInt(3));
    switch (random.nextInt(6)) {
      case 0 -> cluster.want(List.of("A", "B", "C").get(random.nextInt(3)));
      case 1 -> cluster.tryToEvict(random.nextInt(SERVERS));
      case 2 -> cluster.pause(random.nextBoolean());
      case 3 -> cluster.restart(new Restart("all at " + moment, null));
      case 4 -> cluster.restart(new Restart("one at " + moment, random.nextInt(SERVERS)));
      default -> cluster.restart(null);
    }
  }

  private static List<String> forecast(SimulatedCluster cluster) {
    return RollForecast.of("orders", cluster.seen(), false).servers().stream()
        .map(server -> server.action().token() + " " + server.reason())
        .toList();
  }

  private static SimulatedCluster running(int servers) {
    var cluster = new SimulatedCluster(servers);
    cluster.want("A");
    cluster.settle();
    cluster.steps().clear();
    cluster.intents().clear();
    return cluster;
  }
}
