// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.cluster.status.PendingStep;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationJudgeTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Story story = new Story();

  @Test
  void whatMayNotStartIsRefusedAndNothingElse() {
    story.refusedFor(new Problem("UNKNOWN_TYPE", "there is no such operation", "")).look();

    assertThat(NatsOperationStatus.of(story.journal()).state()).isEqualTo("Refused");
    assertThat(NatsOperationStatus.of(story.journal()).code()).isEqualTo("UNKNOWN_TYPE");
    assertThat(story.journal().steps()).isEmpty();
  }

  @Test
  void itWaitsForTheReconcilerToPickUpItsDocument() {
    story.notYetJudged().look();

    assertThat(story.journal().state()).isInstanceOf(OperationState.Waiting.class);
    assertThat(names()).containsExactly("admit");
  }

  @Test
  void itRunsOnceAStepWasBegunForItsDocument() {
    PendingStep earlier =
        new PendingStep("roll", 1, null, Story.GENERATION - 1, Story.BEGIN.toString());
    story.working(earlier, 2, "orders-1 is still restarting for an earlier change").look();
    assertThat(story.journal().state()).isInstanceOf(OperationState.Waiting.class);

    story.after(SECOND).working(story.step("apply"), 3, "the controller lags").look();

    assertThat(story.journal().state()).isInstanceOf(OperationState.Running.class);
    assertThat(names()).containsExactly("admit", "apply");
  }

  @Test
  void theIntentIsTheOneOfTheNatsClusterNotTheTimeOfTheLook() {
    PendingStep begun = story.step("create");

    story.after(MINUTE).working(begun, 0, "orders-0 is not ready yet").look();

    assertThat(story.journal().steps().getLast().intentAt()).isEqualTo(begun.intentAt());
  }

  @Test
  void eachServerOfARollAdvancesThePercentage() {
    List<Integer> percents = new ArrayList<>();
    for (int server = 2; server >= 0; server--) {
      story.after(SECOND).working(story.step("roll", server), 2, "about to restart").look();
      percents.add(story.journal().percent());
    }
    story.after(SECOND).working(story.step("finish"), 3, "the controller lags").look();
    percents.add(story.journal().percent());

    assertThat(percents).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void thePercentageNeverGoesDown() {
    story.working(story.step("create"), 2, "orders-2 is not ready yet").look();
    int before = story.journal().percent();

    story.after(SECOND).working(story.step("create"), 0, "orders-0 is not ready yet").look();

    assertThat(story.journal().percent()).isEqualTo(before);
  }

  @Test
  void anUnchangedStateIsNoEvent() {
    PendingStep begun = story.step("create");
    story.working(begun, 0, "orders-0 is not ready yet").look();
    Journal before = story.journal();

    story.after(MINUTE).working(begun, 0, "orders-0 is not ready yet").look();

    assertThat(story.journal()).isEqualTo(before);
  }

  @Test
  void itEndsWithTheVerdictOfTheNatsCluster() {
    story.working(story.step("create"), 0, "orders-0 is not ready yet").look();
    story.after(SECOND).ready().look();

    assertThat(story.journal().state()).isInstanceOf(OperationState.Succeeded.class);
    assertThat(story.journal().steps()).allSatisfy(step -> assertThat(step.doneAt()).isNotNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"True", "False"})
  void aDocumentThatPausesHasComeTrueOnceNothingIsOnItsWay(String healthy) {
    story.paused(healthy).look();

    assertThat(story.journal().state())
        .isInstanceOfSatisfying(
            OperationState.Succeeded.class,
            end -> assertThat(end.message()).isEqualTo("paused: how far"));
  }

  @Test
  void aDocumentThatIsNotAcceptedFailsItWithTheSameCode() {
    story.notAccepted("EvenReplicas", "4 servers tolerate no more failures than 3").look();

    assertThat(NatsOperationStatus.of(story.journal()).state()).isEqualTo("Failed");
    assertThat(NatsOperationStatus.of(story.journal()).code()).isEqualTo("EVEN_REPLICAS");
  }

  @Test
  void aNewerOneSupersedesIt() {
    story.working(story.step("roll", 2), 2, "about to restart").look();
    story.followedBy(Story.NEWER).look();

    assertThat(NatsOperationStatus.of(story.journal()).state()).isEqualTo("Superseded");
  }

  @Test
  void theHubMayCancelWhatItDidNotSeeRunning() {
    story.working(story.step("roll", 2), 2, "about to restart").look();
    story.cancelled().look();

    assertThat(NatsOperationStatus.of(story.journal()).state()).isEqualTo("Cancelled");
  }

  @Test
  void whatIsSeenRunningHereCannotBeCancelledHere() {
    story.madeHere().working(story.step("roll", 2), 2, "about to restart").look();
    story.cancelled().look();

    assertThat(NatsOperationStatus.of(story.journal()).state()).isEqualTo("Running");
  }

  @Test
  void withoutANewStepItEndsAtTheDeadlineWhateverTheMessage() {
    PendingStep begun = story.step("roll", 2);
    for (int minute = 0; minute <= Story.DEADLINE.toMinutes(); minute++) {
      assertThat(story.journal().ended()).as("minute %s", minute).isEmpty();
      story.working(begun, 2, "restarted " + minute + " times").look().after(MINUTE);
    }
    story.look();

    assertThat(NatsOperationStatus.of(story.journal()).code()).isEqualTo("DEPLOY_TIMED_OUT");
  }

  @Test
  void stepsThatComeAgainAndAgainDoNotPutTheDeadlineOff() {
    for (int minute = 0; minute <= Story.DEADLINE.toMinutes() + 2; minute++) {
      String name = minute % 2 == 0 ? "replace" : "apply";
      story.working(story.step(name), 2, "once more").look().after(MINUTE);
    }

    assertThat(NatsOperationStatus.of(story.journal()).code()).isEqualTo("DEPLOY_TIMED_OUT");
    assertThat(names()).containsExactly("admit", "replace", "apply");
  }

  @Test
  void comingFurtherInCatchingUpPutsTheDeadlineOff() {
    Duration nearly = Story.DEADLINE.minus(SECOND);
    for (int look = 0; look < 5; look++) {
      story.working(story.step("catch-up", 2), 3, "1,000 of 9,000").look().after(nearly);
    }
    assertThat(story.look().journal().state()).isInstanceOf(OperationState.Running.class);
    assertThat(names()).containsExactly("admit", "catch-up");

    assertThat(NatsOperationStatus.of(story.after(MINUTE).look().journal()).code())
        .as("once it stands still")
        .isEqualTo("DEPLOY_TIMED_OUT");
  }

  @Test
  void eachNewStepPutsTheDeadlineOff() {
    Duration nearly = Story.DEADLINE.minus(SECOND);
    for (int server = 2; server >= 0; server--) {
      story.working(story.step("roll", server), 2, "about to restart").look().after(nearly);
    }

    assertThat(story.look().journal().state()).isInstanceOf(OperationState.Running.class);
  }

  @Test
  void anOperationOfANewerAgentWaitsForIt() {
    story.notYetJudged().look();
    OrderJudge unknown = new OrderJudges.OfNewerAgent("upgrade");

    OperationEvent event = unknown.onward(story.journal(), story.facts());

    assertThat(event).isInstanceOf(OperationEvent.Held.class);
  }

  private List<String> names() {
    return story.journal().steps().stream().map(NatsOperationStatus.JournalStep::name).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"True", "False"})
  void aRollThatStoppedFailsWithItsReason(String healthy) {
    story.stopped(healthy).look();

    assertThat(story.journal().state())
        .isInstanceOfSatisfying(
            OperationState.Failed.class,
            end -> {
              assertThat(end.problem().code()).isEqualTo("ROLL_STOPPED");
              assertThat(end.problem().message()).isEqualTo("stopped: no image");
            });
  }

  @Test
  void aDocumentWhoseChangeWasAbortedHasNotComeTrue() {
    story.aborted().look();

    assertThat(story.journal().state())
        .isInstanceOfSatisfying(
            OperationState.Failed.class,
            end -> assertThat(end.problem().code()).isEqualTo("ABORTED"));
  }
}
