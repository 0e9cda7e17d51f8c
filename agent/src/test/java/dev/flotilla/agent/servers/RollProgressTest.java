// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollProgressTest {
  private static final boolean JUST_STARTED = true;
  private static final boolean STARTED_LONG_AGO = false;

  @Test
  void serversThatWereJustStartedAreVerifiedSoon() {
    assertThat(progress(Step.Phase.VERIFY, JUST_STARTED).verifying()).isTrue();
  }

  @Test
  void serversThatAreUnhealthyForLongAreNot() {
    assertThat(progress(Step.Phase.VERIFY, STARTED_LONG_AGO).verifying()).isFalse();
  }

  @Test
  void aPodThatIsNotReadyReportsThatItself() {
    assertThat(progress(Step.Phase.ROLL, JUST_STARTED).verifying()).isFalse();
  }

  private static RollProgress progress(Step.Phase phase, boolean moving) {
    Step.Await await = new Step.Await(phase, new Trouble("META_REPLICA_BEHIND", "behind"));
    return RollProgress.of(await, facts(moving));
  }

  private static RollFacts facts(boolean moving) {
    Live live = new Live(Kind.POD, Tree.object("metadata", Tree.object("name", "orders-0")));
    ServerPod pod = new ServerPod(0, live, "r1", true, "10.0.0.1", Optional.empty(), 0, moving);
    return new RollFacts(
        1,
        Optional.empty(),
        true,
        List.of(pod),
        Optional.of(1),
        new HealthVerdict.NotAsked(),
        false);
  }
}
