// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.protocol.query.ObjectChange.FieldChange;
import dev.flotilla.protocol.query.ServerChange;
import dev.flotilla.protocol.query.ServerChange.Action;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forecast is compared with what the engine then does. */
class RollForecastTest {
  private static final int SERVERS = 3;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 9})
  void serversThatAreNotThereAreMade(int servers) {
    SimulatedCluster cluster = new SimulatedCluster(servers);
    cluster.want("A");

    List<ServerChange> forecast = RollForecast.of("orders", cluster.seen(), false).servers();

    assertThat(forecast)
        .hasSize(servers)
        .extracting(ServerChange::action)
        .containsOnly(Action.CREATE);
  }

  @Test
  void serversAtRestStayAsTheyAre() {
    SimulatedCluster cluster = running();

    assertThat(actions(RollForecast.of("orders", cluster.seen(), false).servers()))
        .containsOnly("keep");
  }

  @Test
  void theBudgetIsClosedWhileServersRoll() {
    SimulatedCluster cluster = running();
    assertThat(RollForecast.of("orders", cluster.seen(), false).during("PodDisruptionBudget"))
        .isEmpty();
    cluster.want("B");

    assertThat(RollForecast.of("orders", cluster.seen(), true).during("PodDisruptionBudget"))
        .contains(new FieldChange("spec.maxUnavailable", "1", "0 while servers roll, then 1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 9})
  void aNewTemplateRollsInTheOrderOfTheEngine(int servers) {
    SimulatedCluster cluster = new SimulatedCluster(servers);
    cluster.want("A");
    Step rest = cluster.settle();
    assertThat(rest).isInstanceOf(Step.Done.class);
    cluster.want("B");

    List<ServerChange> forecast = RollForecast.of("orders", cluster.seen(), true).servers();

    assertThat(rolled(forecast)).isEqualTo(restarted(cluster)).hasSize(servers);
  }

  @Test
  void aSingleServerRollsTogetherWithThoseThatJoinIt() {
    SimulatedCluster cluster = new SimulatedCluster(1);
    cluster.want("A");
    Step rest = cluster.settle();
    assertThat(rest).isInstanceOf(Step.Done.class);
    cluster.want("B", SERVERS);

    List<ServerChange> forecast = RollForecast.of("orders", cluster.seen(), true).servers();

    assertThat(forecast)
        .extracting(server -> server.pod() + " " + server.action().token())
        .containsExactly("orders-0 roll", "orders-1 create", "orders-2 create");
    assertThat(rolled(forecast)).isEqualTo(restarted(cluster));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 1, 0})
  void aRollThatIsUnderWayIsForecastFromWhereItIs(int partition) {
    SimulatedCluster cluster = running();
    cluster.want("B");
    cluster.rollUntilPartition(partition);

    List<ServerChange> forecast = RollForecast.of("orders", cluster.seen(), false).servers();

    assertThat(rolled(forecast)).isEqualTo(restarted(cluster));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 2, 1, 0})
  void aServerThatCannotStartIsRolledOutOfItsTrouble(int partition) {
    SimulatedCluster cluster = running();
    cluster.breaks("B");
    cluster.want("B");
    cluster.rollUntilPartition(Math.max(partition, SERVERS - 1));
    Step stuck = cluster.settle();
    assertThat(stuck).isInstanceOf(Step.Await.class);
    cluster.want("C");

    List<ServerChange> forecast = RollForecast.of("orders", cluster.seen(), true).servers();

    assertThat(rolled(forecast)).isEqualTo(restarted(cluster)).hasSize(SERVERS);
  }

  @Test
  void namesTheMetaLeaderAndWhereItMoves() {
    SimulatedCluster cluster = running();
    cluster.want("B");
    RollFacts changed = cluster.seen().with(new HealthVerdict.Healthy(OptionalInt.of(1)));
    assertThat(RollForecast.of("orders", changed, true).servers())
        .extracting(server -> server.pod() + ": " + server.reason())
        .containsExactly(
            "orders-2: the pod template changes;"
                + " the meta leader moves from orders-1 to orders-0 first",
            "orders-1: the pod template changes",
            "orders-0: the pod template changes;"
                + " the meta leader moves from orders-0 to orders-2 first");
  }

  private static SimulatedCluster running() {
    SimulatedCluster cluster = new SimulatedCluster(SERVERS);
    cluster.want("A");
    Step rest = cluster.settle();
    assertThat(rest).isInstanceOf(Step.Done.class);
    return cluster;
  }

  /** The names of the pods that the engine replaces from here on, in that order. */
  private static List<String> restarted(SimulatedCluster cluster) {
    int before = cluster.replaced().size();
    Step rest = cluster.settle();
    assertThat(rest).isInstanceOf(Step.Done.class);
    List<Integer> all = cluster.replaced();
    return all.subList(before, all.size()).stream().map(ordinal -> "orders-" + ordinal).toList();
  }

  private static List<String> rolled(List<ServerChange> forecast) {
    return forecast.stream()
        .filter(server -> server.action() == Action.ROLL)
        .map(ServerChange::pod)
        .toList();
  }

  private static List<String> actions(List<ServerChange> forecast) {
    return forecast.stream().map(server -> server.action().token()).toList();
  }
}
