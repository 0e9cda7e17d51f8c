// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollPlannerTest {
  private static final int OPEN = 1;
  private static final int CLOSED = 0;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 9})
  void bringsUpAndRestsWithTheDoorClosed(int servers) {
    var cluster = new SimulatedCluster(servers);
    cluster.want("A");

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(cluster.partition()).isEqualTo(servers);
    assertThat(cluster.budget()).isEqualTo(OPEN);
  }

  @Test
  void lowersThePartitionOneOrdinalAtATimeEachBehindAVerification() {
    var cluster = running(3, "A");
    cluster.want("B");

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(partitions(cluster)).containsExactly(2, 1, 0, 3);
    assertThat(cluster.template(0)).isEqualTo("B");
    for (int partition = 2; partition >= 0; partition--) {
      int at = cluster.steps().indexOf(new Step.SetPartition(partition));
      assertThat(cluster.steps().subList(0, at))
          .as("before partition %s", partition)
          .contains(new Step.Verify());
      assertThat(lastGate(cluster.steps().subList(0, at))).isInstanceOf(Step.Verify.class);
    }
  }

  @Test
  void movesTheMetaLeaderToTheServerThatRollsLast() {
    var cluster = running(3, "A");
    cluster.want("B");
    cluster.settle();

    assertThat(cluster.steps()).contains(new Step.MoveMetaLeader(0));
    assertThat(cluster.steps().indexOf(new Step.MoveMetaLeader(0)))
        .isLessThan(cluster.steps().indexOf(new Step.SetPartition(2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 9})
  void noServerGoesWithLeadersAndClientsOrWhileAnotherIsBehind(int servers) {
    var cluster = running(servers, "A");
    cluster.workload().catchesUpIn(4);
    cluster.want("B");

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(cluster.workload().interrupted()).isEmpty();
    assertThat(cluster.workload().risked()).isEmpty();
    for (int ordinal = 0; ordinal < servers; ordinal++) {
      int roll = cluster.steps().indexOf(new Step.SetPartition(ordinal));
      assertThat(cluster.steps().subList(roll - 2, roll))
          .containsExactly(new Step.Evacuate(ordinal), new Step.Verify());
    }
  }

  @Test
  void aServerAloneHasNowhereToSendAnybody() {
    var cluster = running(1, "A");
    cluster.want("B");

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(cluster.steps()).noneMatch(Step.Evacuate.class::isInstance);
  }

  @Test
  void noNodeIsDrainedWhileAServerThatWasEvictedIsBehind() {
    var cluster = running(3, "A");
    cluster.workload().catchesUpIn(4);
    cluster.evict(1);
    cluster.lookOnce();
    assertThat(cluster.budget()).isEqualTo(CLOSED);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(cluster.workload().behind()).isEmpty();
    assertThat(cluster.budget()).isEqualTo(OPEN);
  }

  @Test
  void aSingleServerRestartsWithTheOthersThatJoinIt() {
    var cluster = running(1, "A");
    cluster.want("B", 3);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(List.of(cluster.template(0), cluster.template(1), cluster.template(2)))
        .containsOnly("B");
    assertThat(cluster.replaced()).containsExactly(0);
    assertThat(cluster.partition()).isEqualTo(3);
    assertThat(cluster.budget()).isEqualTo(OPEN);
  }

  /** The partition is raised for it before the others exist: they would come up as single ones. */
  @Test
  void serversThatJoinASingleOneDoSoAlthoughTheDocumentChangesMeanwhile() {
    var cluster = running(1, "A");
    cluster.want("B", 3);
    cluster.lookOnce();
    cluster.want("C", 3);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(List.of(cluster.template(0), cluster.template(1), cluster.template(2)))
        .containsOnly("C");
    assertThat(cluster.partition()).isEqualTo(3);
  }

  @Test
  void moreServersJoinThoseThatRunBeforeTheseRoll() {
    var cluster = running(3, "A");
    cluster.want("B", 5);

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(cluster.replaced()).containsExactly(4, 3, 2, 1, 0);
    assertThat(partitions(cluster)).containsExactly(4, 3, 2, 1, 0, 5);
  }

  @Test
  void takesNoServerAwayWhileAJoinedClusterLacksOne() {
    var cluster = running(3, "A");
    var trouble = new Trouble("META_GROUP_ELSEWHERE", "orders-west-1 is behind");
    cluster.isElsewhere(Optional.of(trouble));
    cluster.want("B");

    assertThat(cluster.settle()).isEqualTo(new Step.Await(Step.Phase.VERIFY, trouble));
    assertThat(cluster.partition()).isEqualTo(3);

    cluster.isElsewhere(Optional.empty());
    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
    assertThat(cluster.template(0)).isEqualTo("B");
  }

  @Test
  void restsWhateverAJoinedClusterLacks() {
    var cluster = running(3, "A");
    cluster.isElsewhere(
        Optional.of(new Trouble("META_GROUP_ELSEWHERE", "orders-west-1 is behind")));
    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);
  }

  @Test
  void resetsThePartitionBehindAServerThatDoesNotComeBack() {
    var cluster = running(3, "A");
    cluster.breaks("B");
    cluster.want("B");

    assertThat(cluster.settle()).isInstanceOf(Step.Await.class);

    assertThat(cluster.partition()).isEqualTo(2);
    assertThat(cluster.budget()).isEqualTo(CLOSED);
    assertThat(List.of(cluster.template(0), cluster.template(1))).containsOnly("A");
  }

  @Test
  void returnsFromAFailedRollToTheEarlierTemplate() {
    var cluster = running(3, "A");
    cluster.breaks("B");
    cluster.want("B");
    cluster.settle();
    cluster.want("A");

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(List.of(cluster.template(0), cluster.template(1), cluster.template(2)))
        .containsOnly("A");
    assertThat(cluster.partition()).isEqualTo(3);
    assertThat(cluster.budget()).isEqualTo(OPEN);
  }

  @Test
  void opensTheBudgetWhenARefusedDocumentStopsARoll() {
    var cluster = running(3, "A");
    cluster.want("B");
    cluster.rollUntilPartition(1);

    assertThat(cluster.standStill()).isInstanceOf(Step.Done.class);

    assertThat(cluster.budget()).isEqualTo(OPEN);
    assertThat(cluster.partition()).as("no server is touched").isEqualTo(1);
    assertThat(cluster.steps()).contains(new Step.Verify());
    assertThat(List.of(cluster.template(0), cluster.template(1), cluster.template(2)))
        .containsExactly("A", "B", "B");
  }

  @Test
  void keepsTheBudgetClosedWhileAServerOfAStoppedRollIsAway() {
    var cluster = running(3, "A");
    cluster.breaks("B");
    cluster.want("B");
    cluster.settle();

    assertThat(cluster.standStill()).isInstanceOf(Step.Await.class);

    assertThat(cluster.budget()).isEqualTo(CLOSED);
  }

  @Test
  void goesOnWithACorrectedDocumentWhereARollWasStopped() {
    var cluster = running(3, "A");
    cluster.want("B");
    cluster.rollUntilPartition(1);
    cluster.standStill();
    cluster.want("C");

    assertThat(cluster.settle()).isInstanceOf(Step.Done.class);

    assertThat(List.of(cluster.template(0), cluster.template(1), cluster.template(2)))
        .containsOnly("C");
    assertThat(cluster.budget()).isEqualTo(OPEN);
  }

  private static SimulatedCluster running(int servers, String template) {
    var cluster = new SimulatedCluster(servers);
    cluster.want(template);
    cluster.settle();
    cluster.steps().clear();
    return cluster;
  }

  private static List<Integer> partitions(SimulatedCluster cluster) {
    return cluster.steps().stream()
        .filter(Step.SetPartition.class::isInstance)
        .map(step -> ((Step.SetPartition) step).partition())
        .toList();
  }

  /** The last step that is about health, moves of the meta leader aside. */
  private static Step lastGate(List<Step> before) {
    return before.stream()
        .filter(step -> !(step instanceof Step.MoveMetaLeader))
        .reduce((_, later) -> later)
        .orElseThrow();
  }
}
