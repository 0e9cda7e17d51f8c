// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.nats.cluster.status.RollStop;
import dev.flotilla.nats.health.SurveyedStreams;
import dev.flotilla.nats.replica.Asset;
import dev.flotilla.nats.replica.SeenReplicas;
import dev.flotilla.nats.replica.StreamLookup;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * One process of the agent, as far as it concerns servers: the pass, the gate and the memory are
 * those of production, and only what they ask and do is {@link Surroundings}. A new one remembers
 * nothing.
 */
public final class SimulatedAgent {
  private static final String KEY = "shop/orders";

  private final Surroundings surroundings;
  private final Decisions decisions;
  private final GateMarks marks;
  private final EarlierVerifications verifications;
  private final HeldSince held = new HeldSince();
  private final InstantSource clock;

  public SimulatedAgent(Surroundings surroundings, InstantSource clock, Decisions decisions) {
    this.clock = clock;
    this.surroundings = surroundings;
    this.decisions = decisions;
    this.marks = new GateMarks(clock);
    this.verifications = new EarlierVerifications(clock);
  }

  /** What an agent asks of Kubernetes and of servers, and does to them. */
  public interface Surroundings {
    RollFacts observe();

    void record(Intent intent);

    /** The stop in the journal. */
    Optional<RollStop> stop();

    void record(Optional<RollStop> stop);

    /** How long servers may take. */
    Duration deadline();

    /** What servers say of their own health: empty when all is well. */
    Optional<HealthVerdict> complaint(RollFacts facts);

    SeenReplicas copies();

    OptionalInt metaLeader();

    Optional<Trouble> elsewhere();

    void moveMetaLeader(int ordinal);

    void evacuate(int ordinal);

    void renewClaims();

    /** Bound to the objects that were observed last. */
    RollFacts write(Step step);
  }

  /** What decides, and what else a mutant changes. */
  @FunctionalInterface
  public interface Decisions {
    /** The facts as the agent takes them. */
    default RollFacts observed(RollFacts facts) {
      return facts;
    }

    /** The next step for a document that is accepted. */
    Step next(RollFacts facts);

    /** The stop as the agent knows it. */
    default Optional<RollStop> known(Optional<RollStop> stop) {
      return stop;
    }

    /** Whether a verification looks at the copies, or believes servers that they are healthy. */
    default boolean looksAtCopies() {
      return true;
    }

    /** The facts that a verification of copies is about. */
    default RollFacts verified(RollFacts facts) {
      return facts;
    }
  }

  /** Proceeds as far as possible, and returns what is waited for. */
  public Step pass(boolean accepted) throws InterruptedException {
    RollFacts first = decisions.observed(surroundings.observe());
    if (!accepted && first.set().isEmpty()) {
      return new Step.Done();
    }
    try {
      return accepted
          ? stoppable(first)
          : new RollPass(SimulatedAgent::refused, new Hands(first, UnaryOperator.identity()))
              .from(first)
              .step();
    } catch (Blocked impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** As {@link RollRunner} does it. */
  private Step stoppable(RollFacts first) throws Blocked, InterruptedException {
    RollStops stops = new RollStops(new Rules(), surroundings.deadline(), clock, held);
    var hands = new Hands(first, stops::during);
    hands.seen = stops.begin(hands.seen);
    RollPass.Ending end = new RollPass(hands::next, hands).from(hands.seen.facts());
    RollProgress progress = stops.progress(end.step(), hands.seen.with(end.facts()));
    surroundings.record(progress.stop());
    return progress.waiting().<Step>map(await -> await).orElseGet(Step.Done::new);
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

  /** A document without a revision; servers that do not start are waited for. */
  private final class Rules implements StopRules {
    @Override
    public Optional<RollStop> known() {
      return decisions.known(surroundings.stop());
    }

    @Override
    public Optional<Long> document() {
      return Optional.empty();
    }

    @Override
    public boolean returnable(int ordinal) {
      return false;
    }

    @Override
    public Optional<String> obstacle(ServerPod failed, RollFacts facts) {
      return Optional.empty();
    }

    @Override
    public void record(RollStop stop) {
      surroundings.record(Optional.of(stop));
    }

    @Override
    public List<Change> earlier(List<Change> changes, RollFacts facts) {
      return changes;
    }
  }

  private static Step refused(RollFacts facts) {
    SetFacts set = facts.set().orElseThrow();
    return RollPlanner.standStill(
        new RollFacts(
            set.replicas(),
            facts.set(),
            true,
            facts.pods(),
            facts.budget(),
            facts.verdict(),
            facts.leaderMoved()),
        set);
  }

  private final class Hands implements RollPass.Effects {
    private final UnaryOperator<Observation> stops;
    private Observation seen;

    Hands(RollFacts first, UnaryOperator<Observation> stops) {
      this.stops = stops;
      this.seen = observation(first);
    }

    Step next(RollFacts facts) {
      return seen.stop()
          .map(stop -> StopPlanner.next(facts, stop))
          .orElseGet(() -> decisions.next(facts));
    }

    @Override
    public void record(Intent intent) {
      surroundings.record(intent);
    }

    @Override
    public HealthVerdict verify(RollFacts facts) throws InterruptedException {
      return verifications.verdict(KEY, facts, new Servers(decisions.verified(facts)));
    }

    @Override
    public void moveMetaLeader(RollFacts facts, int ordinal) {
      surroundings.moveMetaLeader(ordinal);
    }

    @Override
    public void evacuate(RollFacts facts, int ordinal) {
      surroundings.evacuate(ordinal);
    }

    @Override
    public Trouble renewClaims(RollFacts facts, HealthVerdict.HeldExpired held) {
      surroundings.renewClaims();
      return new Trouble("CLAIMS_RENEWED", "newly issued claims were just pushed");
    }

    @Override
    public RollFacts write(Step step) {
      seen = stops.apply(observation(decisions.observed(surroundings.write(step))));
      return seen.facts();
    }
  }

  /** The order of {@link HealthVerifier}: servers first, their copies only when those are well. */
  private final class Servers implements EarlierVerifications.Servers, GateMarks.Copies {
    private final RollFacts facts;

    Servers(RollFacts facts) {
      this.facts = facts;
    }

    @Override
    public HealthVerdict verify() throws InterruptedException {
      Optional<HealthVerdict> complaint = surroundings.complaint(facts);
      if (complaint.isPresent()) {
        if (complaint.get() instanceof HealthVerdict.Unhealthy) {
          marks.doubt(KEY);
        }
        return complaint.get();
      }
      Optional<HealthVerdict.Unhealthy> behind = gate();
      return behind.isPresent()
          ? behind.get()
          : new HealthVerdict.Healthy(surroundings.metaLeader(), surroundings.elsewhere());
    }

    private Optional<HealthVerdict.Unhealthy> gate() throws InterruptedException {
      if (facts.wanted() == 1 || !decisions.looksAtCopies()) {
        return Optional.empty();
      }
      List<String> names =
          IntStream.range(0, facts.wanted()).mapToObj(ordinal -> "orders-" + ordinal).toList();
      return marks.behind(KEY, facts, names, this);
    }

    @Override
    public boolean seemHealthy() {
      return surroundings.complaint(facts).isEmpty();
    }

    @Override
    public SurveyedStreams streams() {
      return SurveyedStreams.NONE;
    }

    @Override
    public SeenReplicas look() {
      return surroundings.copies();
    }

    @Override
    public StreamLookup.Found find(Asset stream) {
      return new StreamLookup.Found.Unserved("No server serves " + stream + " any more.");
    }
  }
}
