// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.replica.Asset;
import dev.flotilla.nats.replica.Replica;
import dev.flotilla.nats.replica.SeenReplicas;
import dev.flotilla.nats.replica.StreamLookup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateMarksTest {
  private static final Asset STREAM = new Asset("A", "shop", "ORDERS", "");
  private static final List<String> SERVERS = List.of("orders-0", "orders-1");
  private static final Duration MOMENT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(9);

  private final GateMarks marks = new GateMarks(() -> Pods.NOON);

  @Test
  void aServerThatHasPassedTheMarkNeedsNotBeLevel() throws InterruptedException {
    assertThat(behind(copies(5, 4, MOMENT))).isPresent();
    assertThat(behind(copies(9, 5, MOMENT))).isEmpty();
  }

  @Test
  void aServerThatWasNotHeardOwesWhatItsLeaderHasWhenItIsBack() throws InterruptedException {
    assertThat(behind(copies(5, 5, MOMENT))).isEmpty();
    assertThat(behind(copies(8, 5, LONG))).isPresent();

    assertThat(behind(copies(9, 5, MOMENT))).isPresent();
    assertThat(behind(copies(9, 9, MOMENT))).isEmpty();
  }

  @Test
  void soDoesOneThatDidNotReportOrWasUnhealthy() throws InterruptedException {
    assertThat(behind(copies(5, 5, MOMENT))).isEmpty();
    assertThat(behind(new SeenReplicas(Map.of()))).isPresent();
    assertThat(behind(copies(9, 5, MOMENT))).isPresent();
    assertThat(behind(copies(9, 9, MOMENT))).isEmpty();

    marks.doubt("orders");
    assertThat(behind(copies(12, 9, MOMENT))).isPresent();
  }

  private Optional<HealthVerdict.Unhealthy> behind(SeenReplicas seen) throws InterruptedException {
    return marks.behind("orders", facts(), SERVERS, always(seen));
  }

  private static GateMarks.Copies always(SeenReplicas seen) {
    return new GateMarks.Copies() {
      @Override
      public SeenReplicas look() {
        return seen;
      }

      @Override
      public StreamLookup.Found find(Asset stream) {
        return new StreamLookup.Found.Served();
      }
    };
  }

  private static SeenReplicas copies(long leader, long follower, Duration silence) {
    var peer = new Replica.Peer("orders-1", false, silence);
    return new SeenReplicas(
        Map.of(
            "orders-0", Map.of(STREAM, new Replica(leader, "orders-0", List.of(peer))),
            "orders-1", Map.of(STREAM, new Replica(follower, "orders-0", List.of()))));
  }

  private static RollFacts facts() {
    return new RollFacts(
        2,
        Optional.of(new SetFacts(2, 2, 1, 1, "A", "B")),
        true,
        List.of(Pods.ready(0, "A"), Pods.ready(1, "A")),
        Optional.of(0),
        new HealthVerdict.NotAsked(),
        false);
  }
}
