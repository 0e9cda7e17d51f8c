// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.nats.cluster.status.RollStop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldChangeTest {
  private static final Trouble LAG =
      new Trouble(
          "REPLICA_BEHIND",
          "orders-2 has not caught up on stream ORDERS in account shop: 12 of 90.");
  private static final List<ServerPod> HALF_WAY =
      List.of(Pods.ready(0, "A"), Pods.ready(1, "A"), Pods.ready(2, "B"));

  private final Rules rules = new Rules();
  private final HeldSince held = new HeldSince();
  private Instant now = Pods.NOON;

  @Test
  void aServerThatNeverCatchesUpStopsTheChangeAndStays() throws InterruptedException {
    assertThat(pass(lagging(LAG)).stop()).isEmpty();
    now = now.plusSeconds(599);
    assertThat(pass(lagging(LAG)).stop()).isEmpty();
    now = now.plusSeconds(1);

    RollProgress stopped = pass(lagging(LAG));

    RollStop stop = stopped.stop().orElseThrow();
    assertThat(rules.written).containsExactly(stop);
    assertThat(stop.reason()).isEqualTo("SERVER_LAGS");
    assertThat(stop.server()).isEqualTo(2);
    assertThat(stop.kept()).contains("has its data", "flotilla resume", "flotilla abort");
    assertThat(stopped.stopped().orElseThrow())
        .startsWith(
            "stopped: nothing has moved for 10 min: orders-2 has not caught up on stream ORDERS in"
                + " account shop: 12 of 90 (REPLICA_BEHIND); all servers stay as they are: ");
    assertThat(stopped.waiting().orElseThrow().trouble().code()).isEqualTo("ROLL_STOPPED");
  }

  @Test
  void takesNoServerUntilThereIsAnotherDocumentEvenWhenAllAreHealthyAgain()
      throws InterruptedException {
    lapse();
    RollFacts healthy = facts(HALF_WAY, 2, new HealthVerdict.Healthy(OptionalInt.empty()));

    Observation seen = stops().begin(observation(healthy));

    assertThat(seen.stop()).isPresent();
    assertThat(StopPlanner.next(seen.facts(), seen.stop().get()))
        .as("nodes can be drained")
        .isEqualTo(new Step.SetBudget(1));
    rules.document = 8L;
    assertThat(stops().begin(observation(healthy)).stop()).as("another document").isEmpty();
  }

  @Test
  void isNotWithdrawnWithItsConfiguration() throws InterruptedException {
    lapse();
    Observation seen = stops().begin(observation(lagging(LAG)));

    assertThat(stops().earlier(List.of(), seen)).isEmpty();
    assertThat(rules.asked).as("the configuration stays, too").isFalse();
  }

  @Test
  void aDeadlineOfTheDocumentIsTheLongestPatience() {
    assertThat(HeldChange.patience(Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(90));
    assertThat(HeldChange.patience(Duration.ofHours(2))).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void oneThatComesFurtherHasItsTimeAnew() {
    pass(lagging(LAG));
    now = now.plusSeconds(599);
    pass(facts(HALF_WAY, 2, new HealthVerdict.Unhealthy(LAG, OptionalInt.of(2))));
    now = now.plusSeconds(599);

    assertThat(pass(lagging(LAG)).stop()).isEmpty();
  }

  @Test
  void healthInBetweenEndsTheWait() {
    pass(lagging(LAG));
    stops()
        .progress(
            new Step.Done(),
            observation(facts(HALF_WAY, 2, new HealthVerdict.Healthy(OptionalInt.empty()))));
    now = now.plusSeconds(600);

    assertThat(pass(lagging(LAG)).stop()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "REPLICA_BEHIND, SERVER_LAGS",
    "ASSET_UNHEALTHY, SERVER_LAGS",
    "ROUTE_MISSING, PEER_LOST",
    "SERVERS_MISSING, PEER_LOST",
    "NO_META_LEADER, QUORUM_MARGIN_LOST",
    "STREAM_UNSERVED, QUORUM_MARGIN_LOST",
    "PROBE_FAILED, CHANGE_HELD"
  })
  void eachCauseHasItsCode(String trouble, String code) {
    assertThat(cause(lagging(new Trouble(trouble, "why")))).hasValue(code);
  }

  @Test
  void aServerThatTheChangeHasNotReachedIsMissingFromTheQuorum() {
    List<ServerPod> pods =
        List.of(Pods.at(0, "A", false, Pods.NOON), Pods.ready(1, "A"), Pods.ready(2, "B"));
    RollFacts facts =
        facts(pods, 2, new HealthVerdict.Unhealthy(new Trouble("SERVERS_MISSING", "no response")));

    assertThat(cause(facts)).hasValue("QUORUM_MARGIN_LOST");
    assertThat(HeldChange.of(await(facts), facts).orElseThrow().message(Duration.ofSeconds(40)))
        .isEqualTo("nothing has moved for 40 s: orders-0 is not ready yet (SERVER_NOT_READY)");
  }

  @Test
  void aChangeThatHasReachedNoServerWaits() {
    List<ServerPod> pods = List.of(Pods.ready(0, "A"), Pods.ready(1, "A"), Pods.ready(2, "A"));

    assertThat(cause(facts(pods, 3, new HealthVerdict.Unhealthy(LAG)))).isEmpty();
  }

  @Test
  void aPausedChangeAndOneOfAJoinedClusterWait() {
    assertThat(cause(lagging(LAG).paused(true))).isEmpty();
    RollFacts elsewhere =
        facts(HALF_WAY, 2, new HealthVerdict.Healthy(OptionalInt.empty(), Optional.of(LAG)));
    assertThat(cause(elsewhere)).isEmpty();
  }

  private void lapse() {
    pass(lagging(LAG));
    now = now.plusSeconds(600);
    assertThat(pass(lagging(LAG)).stop()).isPresent();
  }

  private static Optional<String> cause(RollFacts facts) {
    return HeldChange.of(await(facts), facts).map(held -> held.cause().code().name());
  }

  private RollProgress pass(RollFacts facts) {
    return stops().progress(await(facts), observation(facts));
  }

  private static Step await(RollFacts facts) {
    return facts.verdict() instanceof HealthVerdict.Unhealthy(var trouble, _)
        ? new Step.Await(Step.Phase.VERIFY, trouble)
        : new Step.Await(Step.Phase.VERIFY, LAG);
  }

  private RollStops stops() {
    return new RollStops(rules, Duration.ofMinutes(30), () -> now, held);
  }

  private static RollFacts lagging(Trouble trouble) {
    return facts(HALF_WAY, 2, new HealthVerdict.Unhealthy(trouble));
  }

  private static RollFacts facts(List<ServerPod> pods, int partition, HealthVerdict verdict) {
    return new RollFacts(
        3,
        Optional.of(new SetFacts(partition, 3, 1, 1, "A", "B")),
        true,
        pods,
        Optional.of(0),
        verdict,
        false);
  }

  private static Observation observation(RollFacts facts) {
    return new Observation(
        facts,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Manifest(Kind.STATEFUL_SET, Map.of(), Map.of()),
        List.of());
  }

  private static final class Rules implements StopRules {
    private final List<RollStop> written = new ArrayList<>();
    private long document = 7;
    private boolean asked;

    @Override
    public Optional<RollStop> known() {
      return written.stream().findFirst();
    }

    @Override
    public Optional<Long> document() {
      return Optional.of(document);
    }

    @Override
    public boolean returnable(int ordinal) {
      return true;
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
      asked = true;
      return changes;
    }
  }
}
