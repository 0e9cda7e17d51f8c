// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.abort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.operation.Story;
import dev.flotilla.protocol.operation.OperationState;
import org.junit.jupiter.api.Test;

class AbortJudgeTest {
  private final Story story = new Story(new AbortJudge());

  @Test
  void hasComeTrueWhenTheServersHaveWhatTheyHadBefore() {
    story.working(null, 2, "orders-2 is not ready yet").look();
    assertThat(story.journal().state()).isInstanceOf(OperationState.Waiting.class);

    story.aborted().look();

    assertThat(story.journal().state())
        .isInstanceOfSatisfying(
            OperationState.Succeeded.class,
            end -> assertThat(end.message()).isEqualTo("aborted: as before"));
  }

  @Test
  void failsWhereAServerFailsOnItsWayBack() {
    story.stopped("True").look();

    assertThat(story.journal().state()).isInstanceOf(OperationState.Failed.class);
  }
}
