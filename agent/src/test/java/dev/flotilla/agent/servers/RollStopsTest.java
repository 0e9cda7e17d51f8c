// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.nats.cluster.status.RollStop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollStopsTest {
  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
  private final Journal journal = new Journal();

  @Test
  void recordsAFailureOnceAndHoldsTheServers() throws InterruptedException {
    Observation first = stops().begin(seen(3, 3));
    Observation second = stops().begin(seen(3, 3));

    assertThat(journal.written).hasSize(1);
    RollStop stop = journal.written.getFirst();
    assertThat(stop.server()).isEqualTo(2);
    assertThat(stop.reason()).isEqualTo("ImagePullBackOff");
    assertThat(first.facts().paused()).isTrue();
    assertThat(second.stop()).contains(stop);
  }

  @Test
  void keepsTheStopWhileTheControllerHasNotSeenTheTemplate() throws InterruptedException {
    stops().begin(seen(3, 3));

    Observation lagging = stops().begin(seen(4, 3));

    assertThat(lagging.stop()).isEmpty();
    Step waiting = new Step.Await(Step.Phase.ROLL, new Trouble("CONTROLLER_LAGS", "lags"));
    RollProgress progress = stops().progress(waiting, lagging);
    assertThat(progress.stop()).isEqualTo(journal.known());
    assertThat(progress.stopped()).as("nothing to report yet").isEmpty();
  }

  @Test
  void aNewServerIsWaitedFor() throws InterruptedException {
    journal.servers = 2;

    assertThat(stops().begin(seen(3, 3)).stop()).isEmpty();
    assertThat(journal.written).isEmpty();
  }

  private RollStops stops() {
    return new RollStops(
        journal, Duration.ofMinutes(30), InstantSource.fixed(NOW), new HeldSince());
  }

  private static Observation seen(long generation, long observed) {
    var live =
        new Live(
            Kind.POD,
            Map.of(
                "metadata",
                Map.of("name", "orders-2", "creationTimestamp", NOW.minusSeconds(300).toString())));
    var trouble = Optional.of(new Trouble("ImagePullBackOff", "orders-2: no image"));
    var pod = new ServerPod(2, live, "B", false, "", trouble, 0, false);
    var facts =
        new RollFacts(
            3,
            Optional.of(new SetFacts(2, 3, generation, observed, "A", "B")),
            true,
            List.of(pod),
            Optional.of(0),
            new HealthVerdict.NotAsked(),
            false);
    return new Observation(
        facts,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Manifest(Kind.STATEFUL_SET, Map.of(), Map.of()),
        List.of());
  }

  private static final class Journal implements StopRules {
    private final List<RollStop> written = new ArrayList<>();
    private int servers = 3;

    @Override
    public Optional<RollStop> known() {
      return written.stream().findFirst();
    }

    @Override
    public Optional<Long> document() {
      return Optional.of(7L);
    }

    @Override
    public boolean returnable(int ordinal) {
      return ordinal < servers;
    }

    @Override
    public Optional<String> obstacle(ServerPod failed, RollFacts facts) {
      return Optional.empty();
    }

    @Override
    public void record(RollStop stop) {
      written.add(stop);
    }

    @Override
    public List<Change> earlier(List<Change> changes, RollFacts facts) {
      return changes;
    }
  }
}
