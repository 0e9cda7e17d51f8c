// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.servers.RollProgress.Pause;
import dev.flotilla.protocol.query.ServerChange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PausedRollTest {
  private static final int SERVERS = 3;
  private static final int OPEN = 1;
  private static final int CLOSED = 0;

  @Test
  void finishesTheServerThatIsOnItsWayAndThenRestsWithTheBudgetOpen() {
    var cluster = halfWay();
    assertThat(cluster.template(2)).as("on its way").isEmpty();
    assertThat(cluster.budget()).isEqualTo(CLOSED);

    cluster.pause(true);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    assertThat(templates(cluster)).containsExactly("A", "A", "B");
    assertThat(cluster.partition()).isEqualTo(2);
    assertThat(cluster.budget()).isEqualTo(OPEN);
    assertThat(cluster.steps()).contains(new Step.Verify());
  }

  @Test
  void anEvictedServerComesBackWithItsOwnTemplate() {
    var cluster = halfWay();
    cluster.pause(true);
    cluster.settle();

    for (int ordinal = 0; ordinal < SERVERS; ordinal++) {
      cluster.evict(ordinal);
      cluster.workload().catchesUpIn(3);
      cluster.lookOnce();
      assertThat(cluster.budget()).as("while it is away").isEqualTo(CLOSED);
      assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
      assertThat(cluster.budget()).as("once it has caught up").isEqualTo(OPEN);
    }

    assertThat(templates(cluster)).containsExactly("A", "A", "B");
    assertThat(cluster.partition()).isEqualTo(2);
  }

  @Test
  void goesOnFromThePartitionWhenItIsResumed() {
    var cluster = halfWay();
    cluster.pause(true);
    cluster.settle();
    cluster.steps().clear();

    cluster.pause(false);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    assertThat(cluster.steps())
        .filteredOn(Step.SetPartition.class::isInstance)
        .containsExactly(
            new Step.SetPartition(1), new Step.SetPartition(0), new Step.SetPartition(3));
    assertThat(templates(cluster)).containsOnly("B");
  }

  @Test
  void appliesNoTemplateBeforeItIsResumed() {
    var cluster = running();
    cluster.pause(true);
    cluster.want("B", 5);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    cluster.evict(1);
    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(templates(cluster)).containsOnly("A");
    assertThat(cluster.steps()).noneMatch(Step.ApplySet.class::isInstance);

    cluster.pause(false);
    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    assertThat(cluster.template(4)).isEqualTo("B");
    assertThat(templates(cluster)).containsOnly("B");
  }

  @Test
  void createsNoServers() {
    var cluster = new SimulatedCluster(SERVERS);
    cluster.pause(true);
    cluster.want("A");

    assertThat(cluster.settle()).isEqualTo(RollWait.uncreated());

    cluster.pause(false);
    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
  }

  @Test
  void doesNotReplaceAServerThatCannotStart() {
    var cluster = running();
    cluster.breaks("X");
    cluster.want("X");
    cluster.settle();
    cluster.pause(true);
    cluster.want("B");

    assertThat(cluster.settle()).isInstanceOf(Step.Await.class);
    assertThat(templates(cluster)).containsExactly("A", "A", "X");
    assertThat(cluster.budget()).isEqualTo(CLOSED);

    cluster.pause(false);
    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    assertThat(templates(cluster)).containsOnly("B");
  }

  @Test
  void endsARollThatHadNothingLeftToChange() {
    var cluster = running();
    cluster.want("B");
    cluster.rollUntilPartition(0);
    cluster.pause(true);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(templates(cluster)).containsOnly("B");
    assertThat(cluster.partition()).as("at rest").isEqualTo(SERVERS);
  }

  @Test
  void saysHowFarTheServersAre() {
    var cluster = running();
    cluster.pause(true);
    assertThat(pause(cluster))
        .contains(new Pause(true, "paused: every server has the newest template"));

    cluster.want("B");
    assertThat(pause(cluster))
        .contains(new Pause(false, "paused: no server has the newest template"));

    cluster.pause(false);
    assertThat(pause(cluster)).isEmpty();
    cluster.rollUntilPartition(2);
    cluster.pause(true);
    cluster.settle();
    assertThat(pause(cluster))
        .contains(new Pause(false, "paused: 1 of 3 servers has the newest template"));
  }

  @Test
  void isForecastToChangeNoServer() {
    var cluster = running();
    cluster.pause(true);
    cluster.want("B");

    assertThat(RollForecast.of("orders", cluster.seen(), true).servers())
        .hasSize(SERVERS)
        .extracting(ServerChange::action)
        .containsOnly(ServerChange.Action.KEEP);
  }

  private static Optional<Pause> pause(SimulatedCluster cluster) {
    return RollProgress.of(new Step.Done(), cluster.seen()).pause();
  }

  private static List<String> templates(SimulatedCluster cluster) {
    return List.of(cluster.template(0), cluster.template(1), cluster.template(2));
  }

  private static SimulatedCluster running() {
    var cluster = new SimulatedCluster(SERVERS);
    cluster.want("A");
    cluster.settle();
    cluster.steps().clear();
    return cluster;
  }

  /** The first server has just been removed for its new template. */
  private static SimulatedCluster halfWay() {
    var cluster = running();
    cluster.want("B");
    cluster.rollUntilPartition(2);
    return cluster;
  }
}
