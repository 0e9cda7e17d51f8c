// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.health.SurveyedStreams;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EarlierVerificationsTest {
  private static final int OPEN = 1;
  private static final int CLOSED = 0;
  private static final ServerPod EARLIER = Pods.ready(0, "A");
  private static final ServerPod BACK = Pods.at(0, "A", true, Pods.NOON.plusSeconds(60));

  private final EarlierVerifications known = new EarlierVerifications(() -> Pods.NOON);
  private final Counting servers = new Counting();

  @Test
  void servesAtRestForTheVerySamePods() throws InterruptedException {
    var _ = known.verdict("orders", resting(EARLIER, OPEN), servers);
    var _ = known.verdict("orders", resting(EARLIER, OPEN), servers);

    assertThat(servers.verified).isEqualTo(1);
  }

  @Test
  void aServerThatWasNotReadyInBetweenIsVerifiedAgain() throws InterruptedException {
    var _ = known.verdict("orders", resting(EARLIER, OPEN), servers);
    var _ = known.verdict("orders", resting(BACK, OPEN), servers);

    assertThat(servers.verified).isEqualTo(2);
  }

  @Test
  void noBudgetIsOpenedOnAnEarlierVerification() throws InterruptedException {
    var _ = known.verdict("orders", resting(EARLIER, OPEN), servers);
    var _ = known.verdict("orders", resting(EARLIER, CLOSED), servers);

    assertThat(servers.verified).isEqualTo(2);
  }

  private static final class Counting implements EarlierVerifications.Servers {
    private int verified;

    @Override
    public HealthVerdict verify() {
      verified++;
      return new HealthVerdict.Healthy(OptionalInt.of(0));
    }

    @Override
    public boolean seemHealthy() {
      return true;
    }

    @Override
    public SurveyedStreams streams() {
      return SurveyedStreams.NONE;
    }
  }

  private static RollFacts resting(ServerPod first, int budget) {
    return new RollFacts(
        3,
        Optional.of(new SetFacts(3, 3, 1, 1, "A", "A")),
        true,
        List.of(first, Pods.ready(1, "A"), Pods.ready(2, "A")),
        Optional.of(budget),
        new HealthVerdict.NotAsked(),
        false);
  }
}
