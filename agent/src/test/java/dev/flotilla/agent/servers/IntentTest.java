// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntentTest {
  private final SimulatedCluster cluster = new SimulatedCluster(3);

  @Test
  void creationIsOneStepAndItsEnd() {
    cluster.want("A");
    cluster.settle();

    assertThat(words()).containsExactly("create", "finish");
  }

  @Test
  void aRollIsRecordedServerByServer() {
    cluster.want("A");
    cluster.settle();
    cluster.intents().clear();

    cluster.want("B");
    cluster.settle();

    assertThat(words())
        .containsExactly(
            "apply",
            "protect",
            "move-leader 0",
            "evacuate 2",
            "roll 2",
            "evacuate 1",
            "roll 1",
            "move-leader 2",
            "evacuate 0",
            "roll 0",
            "finish");
  }

  @Test
  void aServerThatCannotStartIsReplaced() {
    cluster.want("A");
    cluster.settle();
    cluster.breaks("X");
    cluster.want("X");
    cluster.settle();
    cluster.intents().clear();

    cluster.want("B");
    cluster.settle();

    assertThat(words()).contains("replace 2").endsWith("finish");
  }

  @Test
  void claimsAreRenewedByAStepOfItsOwn() {
    cluster.want("A");
    cluster.holdsExpired(new HealthVerdict.HeldExpired("AAPP", List.of("orders-1")));
    cluster.settle();
    cluster.settle();

    assertThat(words()).containsExactly("create", "renew-claims", "finish");
  }

  @Test
  void catchingUpIsAStepOfItsOwn() {
    cluster.want("A");
    cluster.settle();
    cluster.intents().clear();

    cluster.workload().catchesUpIn(3);
    cluster.want("B");
    cluster.settle();

    assertThat(words()).containsSubsequence("roll 2", "catch-up 2", "evacuate 1", "roll 1");
  }

  @Test
  void whatIsAsItShouldBeNeedsNone() {
    cluster.want("A");
    cluster.settle();
    cluster.intents().clear();

    cluster.settle();

    assertThat(cluster.intents()).isEmpty();
  }

  private List<String> words() {
    return cluster.intents().stream().map(Intent::toString).toList();
  }
}
