// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.catalogue.ServerVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollProgressTest {
  private static final boolean JUST_STARTED = true;
  private static final boolean STARTED_LONG_AGO = false;

  @Test
  void serversThatWereJustStartedAreVerifiedSoon() {
    assertThat(progress(Step.Phase.VERIFY, JUST_STARTED).imminent()).isTrue();
  }

  @Test
  void serversThatAreUnhealthyForLongAreNot() {
    assertThat(progress(Step.Phase.VERIFY, STARTED_LONG_AGO).imminent()).isFalse();
  }

  @Test
  void aPodThatIsNotReadyReportsThatItself() {
    assertThat(progress(Step.Phase.ROLL, JUST_STARTED).imminent()).isFalse();
  }

  @Test
  void theNextVersionComesSoon() {
    RollProgress settled = RollProgress.of(new Step.Done(), facts(STARTED_LONG_AGO));

    assertThat(settled.before(List.of(ServerVersion.of("2.15.3"))).imminent()).isTrue();
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
