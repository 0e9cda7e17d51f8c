// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.operation.Story;
import dev.flotilla.protocol.operation.OperationState;
import org.junit.jupiter.api.Test;

class RestartJudgeTest {
  private final Story story = new Story(new RestartJudge());

  @Test
  void hasNotComeTrueWhileItIsPausedInTheMember() {
    story.paused("True").look();

    assertThat(story.journal().state())
        .isInstanceOfSatisfying(
            OperationState.Waiting.class,
            waiting -> assertThat(waiting.reason()).isEqualTo("paused: how far"));

    story.ready().look();

    assertThat(story.journal().state()).isInstanceOf(OperationState.Succeeded.class);
  }
}
