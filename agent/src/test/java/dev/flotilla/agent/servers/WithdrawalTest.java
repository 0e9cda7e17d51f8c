// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The partition was lowered, and the controller has not taken the pod yet. */
class WithdrawalTest {
  private static final HealthVerdict WELL = new HealthVerdict.Healthy(OptionalInt.of(0));
  private static final HealthVerdict ELSEWHERE =
      new HealthVerdict.Healthy(
          OptionalInt.of(0), Optional.of(new Trouble("META_GROUP_ELSEWHERE", "one is behind")));
  private static final Trouble BEHIND = new Trouble("REPLICA_BEHIND", "orders-0 is behind");

  @Test
  void aServerMayGoForAsLongAsTheGateIsOpen() {
    RollFacts facts = lowered(2, Pods.ready(0, "A"), Pods.ready(1, "A"), Pods.ready(2, "A"));

    assertThat(RollPlanner.next(facts)).isEqualTo(new Step.Verify());
    assertThat(RollPlanner.next(facts.with(WELL)))
        .isEqualTo(RollWait.outdated(facts, facts.set().orElseThrow()).orElseThrow());
  }

  @Test
  void itMayNoLongerGoOnceAnotherOneIsAwayOrBehind() {
    var away = Pods.at(0, "A", false, Pods.NOON);
    RollFacts lost = lowered(2, away, Pods.ready(1, "A"), Pods.ready(2, "A"));
    RollFacts behind = lowered(2, Pods.ready(0, "A"), Pods.ready(1, "A"), Pods.ready(2, "A"));

    assertThat(RollPlanner.next(lost)).isEqualTo(new Step.SetPartition(3));
    assertThat(RollPlanner.next(behind.with(new HealthVerdict.Unhealthy(BEHIND))))
        .isEqualTo(new Step.SetPartition(3));
    assertThat(RollPlanner.next(behind.with(ELSEWHERE))).isEqualTo(new Step.SetPartition(3));
  }

  @Test
  void noServerIsAskedBeforeTheControllerHasSeenThePartition() {
    var unseen = new SetFacts(2, 3, 3, 2, "A", "B");
    RollFacts facts = lowered(unseen, Pods.ready(0, "A"), Pods.ready(1, "A"), Pods.ready(2, "A"));

    assertThat(RollPlanner.next(facts)).isEqualTo(RollWait.controllerLags());
  }

  @Test
  void thatIsRecordedAsWhatItIs() {
    var away = Pods.at(0, "B", false, Pods.NOON);
    RollFacts facts = lowered(1, away, Pods.ready(1, "A"), Pods.ready(2, "B"));

    assertThat(Intent.of(RollPlanner.next(facts), facts))
        .map(Intent::toString)
        .contains("withdraw 1");
  }

  @Test
  void theGateOpensForOneNeverForTwo() {
    RollFacts facts = lowered(1, Pods.ready(0, "A"), Pods.ready(1, "A"), Pods.ready(2, "A"));

    assertThat(RollPlanner.next(facts.with(WELL))).isEqualTo(new Step.SetPartition(3));
  }

  @Test
  void aPauseDoesNotKeepItFromThat() {
    var away = Pods.at(0, "A", false, Pods.NOON);
    RollFacts facts = lowered(2, away, Pods.ready(1, "A"), Pods.ready(2, "A")).paused(true);

    assertThat(RollPlanner.next(facts)).isEqualTo(new Step.SetPartition(3));
  }

  @Test
  void neitherDoesADocumentThatIsRefused() {
    var away = Pods.at(0, "A", false, Pods.NOON);
    RollFacts lost = lowered(2, away, Pods.ready(1, "A"), Pods.ready(2, "A"));
    RollFacts behind = lowered(2, Pods.ready(0, "A"), Pods.ready(1, "A"), Pods.ready(2, "A"));

    assertThat(standStill(lost)).isEqualTo(new Step.SetPartition(3));
    assertThat(standStill(behind)).isEqualTo(new Step.Verify());
    assertThat(standStill(behind.with(new HealthVerdict.Unhealthy(BEHIND))))
        .isEqualTo(new Step.SetPartition(3));
    assertThat(standStill(behind.with(WELL)))
        .isEqualTo(RollWait.outdated(behind, behind.set().orElseThrow()).orElseThrow());
  }

  private static Step standStill(RollFacts facts) {
    return RollPlanner.standStill(facts, facts.set().orElseThrow());
  }

  private static RollFacts lowered(int partition, ServerPod... pods) {
    return lowered(new SetFacts(partition, 3, 3, 3, "A", "B"), pods);
  }

  private static RollFacts lowered(SetFacts set, ServerPod... pods) {
    return new RollFacts(
        3,
        Optional.of(set),
        true,
        List.of(pods),
        Optional.of(0),
        new HealthVerdict.NotAsked(),
        false);
  }
}
