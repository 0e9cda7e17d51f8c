// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.agent.operation.NatsOperationStatus.OutboxEntry;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.operation.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration KEPT = Duration.ofMinutes(15);

  private final Story story = new Story();

  @Test
  void theStateThatIsStoredIsTheStateThatIsRead() {
    story.working(story.step("create"), 1, "orders-1 is not ready yet").look();
    Journal stored = story.journal();

    var reread =
        Json.mapper()
            .convertValue(
                Json.mapper().valueToTree(NatsOperationStatus.of(stored)),
                NatsOperationStatus.class);

    assertThat(reread.journal(Story.ID).state()).isEqualTo(stored.state());
    assertThat(reread.journal(Story.ID).steps()).isEqualTo(stored.steps());
    assertThat(NatsOperationStatus.of(reread.journal(Story.ID))).isEqualTo(reread);
    assertThat(stored.state()).isInstanceOf(OperationState.Running.class);
  }

  @Test
  void aLongAbsenceOfTheHubCostsAHandfulOfEvents() {
    story.notYetJudged().look();
    for (int second = 0; second < 600; second++) {
      story.after(SECOND).working(story.step("create"), second % 3, "second " + second).look();
    }
    story.after(SECOND).ready().look();

    assertThat(types(story.journal().unsent()))
        .containsExactly("Admitted", "Progressed", "Succeeded");
  }

  @Test
  void theHubReachesTheSameEndFromTheRemainingEvents() {
    story.notYetJudged().look();
    for (int server = 2; server >= 0; server--) {
      story.after(SECOND).working(story.step("roll", server), 2, "about to restart").look();
    }
    OperationState running = folded();
    story.after(SECOND).ready().look();

    assertThat(running).isEqualTo(new OperationState.Running(running.at(), lastProgress()));
    assertThat(folded()).isEqualTo(story.journal().state());
  }

  @Test
  void stepsAreAsManyAsTheRollHas() {
    for (int second = 0; second < 600; second++) {
      String name = second % 2 == 0 ? "protect" : "finish";
      story.after(SECOND).working(story.step(name), 3, "second " + second).look();
    }

    assertThat(story.journal().steps()).hasSize(3);
  }

  @Test
  void eachStepEndsWhereTheNextBegins() {
    story.working(story.step("roll", 2), 2, "about to restart").look();
    story.after(SECOND).working(story.step("roll", 1), 2, "about to restart").look();
    var steps = story.journal().steps();

    assertThat(steps.get(1).doneAt()).isEqualTo(story.now().toString());
    assertThat(steps.get(2).doneAt()).isNull();
  }

  @Test
  void eventsAreKeptForAWhileAfterTheHubHasThem() {
    story.ready().look().sent();

    assertThat(story.journal().unsent()).isEmpty();
    assertThat(story.journal().tidied(story.now().plus(KEPT).minus(SECOND)).outbox().entries())
        .hasSize(2);
    assertThat(story.journal().outbox().nextTidying()).contains(story.now().plus(KEPT));
    assertThat(story.journal().tidied(story.now().plus(KEPT)).outbox().entries()).isEmpty();
  }

  @Test
  void whatTheHubDoesNotHaveIsNeverForgotten() {
    story.ready().look();

    assertThat(story.journal().tidied(story.now().plus(Duration.ofDays(30))).unsent()).hasSize(2);
  }

  @Test
  void anEndIsNeverLeft() {
    story.ready().look();
    Journal ended = story.journal();

    story.after(SECOND).working(story.step("roll", 2), 2, "about to restart").look();

    assertThat(story.journal()).isEqualTo(ended);
    assertThat(ended.ended()).contains(story.now().minus(SECOND));
  }

  @Test
  void aStateOfANewerAgentIsKeptAndNotBegunAnew() {
    story.notYetJudged().look();
    ObjectNode tree = Json.mapper().valueToTree(NatsOperationStatus.of(story.journal()));
    tree.withObject("/current").put("state", "Paused");
    var stored = Json.mapper().convertValue(tree, NatsOperationStatus.class);

    Journal read = stored.journal(Story.ID);
    var event = new OperationEvent.Admitted(story.now());

    assertThat(read.state().name()).isEqualTo("Paused");
    assertThat(read.after(event, "event", 1, Optional.empty())).isEqualTo(read);
    assertThat(read.ended()).isEmpty();
  }

  /** What a hub knows that received the whole outbox at once, after it was away. */
  private OperationState folded() {
    OperationState state = new OperationState.Queued(Story.BEGIN);
    for (OutboxEntry entry : story.journal().unsent()) {
      state = state.next(event(entry));
    }
    return state;
  }

  private Progress lastProgress() {
    return story.journal().unsent().stream()
        .map(JournalTest::event)
        .filter(OperationEvent.Progressed.class::isInstance)
        .map(event -> ((OperationEvent.Progressed) event).progress())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> types(List<OutboxEntry> entries) {
    return entries.stream().map(entry -> event(entry).getClass().getSimpleName()).toList();
  }

  private static OperationEvent event(OutboxEntry entry) {
    var changed = Json.mapper().convertValue(entry.event(), AgentEvent.class);
    return ((AgentEvent.OperationChanged) changed).event();
  }
}
