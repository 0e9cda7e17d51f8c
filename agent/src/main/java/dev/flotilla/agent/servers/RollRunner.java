// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.ChildWriter;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.server.DisruptionBudget;
import dev.flotilla.agent.render.server.ServerSet;
import dev.flotilla.nats.health.SurveyedStreams;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Executes the steps that the planner decides on, until there is something to wait for. */
@ApplicationScoped
public class RollRunner {
  private static final Logger LOG = Logger.getLogger(RollRunner.class);

  /** More steps than any roll has between two waits: nine servers, some steps each. */
  private static final int MOST_STEPS = 50;

  /**
   * How long a verification of servers at rest is valid while neither their pods nor their own
   * reports change.
   */
  private static final Duration TRUST = Duration.ofMinutes(10);

  private final ServerObserver observer;
  private final HealthVerifier health;
  private final AccountExpiry expiry;
  private final MetaLeadership leadership;
  private final Evacuation evacuation;
  private final ImagePuller images;
  private final ChildWriter children;
  private final KubernetesObjects objects;
  private final InstantSource clock;
  private final Map<String, Verified> verified = new ConcurrentHashMap<>();

  RollRunner(
      ServerObserver observer,
      HealthVerifier health,
      AccountExpiry expiry,
      MetaLeadership leadership,
      Evacuation evacuation,
      ImagePuller images,
      ChildWriter children,
      KubernetesObjects objects,
      InstantSource clock) {
    this.observer = observer;
    this.health = health;
    this.expiry = expiry;
    this.leadership = leadership;
    this.evacuation = evacuation;
    this.images = images;
    this.children = children;
    this.objects = objects;
    this.clock = clock;
  }

  /**
   * An earlier verification.
   *
   * @param streams findings about streams since; empty before the first, as during a roll
   */
  private record Verified(
      String fingerprint,
      HealthVerdict.Healthy verdict,
      Instant at,
      Optional<SurveyedStreams> streams) {
    Verified with(SurveyedStreams seen) {
      return new Verified(fingerprint, verdict, at, Optional.of(seen));
    }
  }

  /**
   * Proceeds as far as possible.
   *
   * @param changes of the children that must exist before the servers are changed
   * @param rules about a server that fails with the newest template
   * @param intents records each step before its effect
   * @throws Blocked when a child of that name has another owner
   * @throws InterruptedException when the agent stops
   */
  public RollProgress run(
      DesiredServers servers, List<Change> changes, StopRules rules, Intents intents)
      throws Blocked, InterruptedException {
    RollStops stops = new RollStops(rules, servers.blueprint().spec().servers().deadline(), clock);
    Observation observation = stops.begin(observe(servers, intents));
    if (observation.facts().matches() && observation.facts().observed()) {
      repair(servers, stops.earlier(changes, observation), intents);
    }
    Optional<Step.Await> pulling = images.ahead(servers.blueprint(), observation, intents);
    if (pulling.isPresent()) {
      return stops.progress(pulling.get(), observation);
    }
    for (int i = 0; i < MOST_STEPS; i++) {
      Step step = observation.next();
      Intent.of(step, observation.facts()).ifPresent(intent -> intend(servers, intents, intent));
      switch (step) {
        case Step.Done done -> {
          return stops.progress(done, observation).with(streams(servers));
        }
        case Step.Await await -> {
          return stops.progress(await, observation);
        }
        case Step.Verify _ ->
            observation = observation.with(observation.facts().with(verify(servers, observation)));
        case Step.MoveMetaLeader(int ordinal) -> {
          leadership.move(servers.expectation(), observation.facts(), ordinal);
          observation = observation.with(observation.facts().withLeaderMoved());
        }
        case Step.Evacuate(int ordinal) -> {
          evacuation.clear(servers.expectation(), observation.facts(), ordinal);
          observation = observation.with(observation.facts().withEvacuated());
        }
        case Step.RenewClaims(var held) -> {
          Trouble trouble =
              expiry.cure(expectation(servers, observation), observation.facts(), held);
          observation =
              observation.with(observation.facts().with(new HealthVerdict.Unhealthy(trouble)));
        }
        case Step.Heal(int partition, var despite) -> {
          write(servers.blueprint(), observation, new Step.SetPartition(partition));
          return stops.progress(new Step.Await(Step.Phase.ROLL, despite), observation);
        }
        case Step.ApplySet(int partition) -> {
          changes.forEach(children::carryOut);
          children.write(ServerSet.of(servers.blueprint(), partition), observation.set());
          observation = stops.during(observe(servers, intents));
        }
        default -> {
          write(servers.blueprint(), observation, step);
          observation = stops.during(observe(servers, intents));
        }
      }
    }
    throw new IllegalStateException(
        "the roll of " + servers.blueprint().name() + " does not converge");
  }

  private Observation observe(DesiredServers servers, Intents intents) throws Blocked {
    Observation seen = observer.observe(servers.blueprint());
    return seen.with(seen.facts().restarting(intents.restart()));
  }

  private static void intend(DesiredServers servers, Intents intents, Intent intent) {
    Blueprint blueprint = servers.blueprint();
    LOG.infof("%s/%s: %s", blueprint.namespace(), blueprint.name(), intent);
    intents.record(intent.to(blueprint.spec().servers().version()));
  }

  /** Forgets servers that were deleted. */
  public void forget(String namespace, String name) {
    verified.remove(key(namespace, name));
    health.forget(namespace, name);
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  private void write(Blueprint blueprint, Observation observation, Step step) {
    switch (step) {
      case Step.SetPartition(int partition) ->
          children.write(ServerSet.of(blueprint, partition), observation.set());
      case Step.SetBudget(int maxUnavailable) ->
          children.write(DisruptionBudget.of(blueprint, maxUnavailable), observation.budget());
      case Step.ReplacePod(ServerPod pod) -> objects.delete(pod.live());
      case Step.RestartServer(ServerPod pod) -> objects.delete(pod.live());
      default -> throw new IllegalArgumentException("nothing to write for " + step);
    }
  }

  private void repair(DesiredServers servers, List<Change> changes, Intents intents) {
    if (changes.stream().anyMatch(Change::writes)) {
      intend(servers, intents, Intent.APPLY);
    }
    changes.forEach(children::carryOut);
  }

  /**
   * At rest, an earlier verification of the very same pods is valid for a while, unless the servers
   * report otherwise; a gate of a roll is always verified afresh.
   */
  private HealthVerdict verify(DesiredServers servers, Observation observation)
      throws InterruptedException {
    String key = key(servers.blueprint().namespace(), servers.blueprint().name());
    Verified known = verified.get(key);
    Expectation expected = expectation(servers, observation);
    boolean resting = atRest(observation.facts());
    if (resting
        && known != null
        && stillGood(known, observation)
        && health.seemHealthy(expected, observation.facts())) {
      verified.put(
          key, known.streams().isPresent() ? known : surveyed(known, servers, observation));
      return known.verdict();
    }
    HealthVerdict verdict = health.verify(expected, observation.facts());
    if (verdict instanceof HealthVerdict.Healthy healthy) {
      Verified fresh =
          new Verified(observation.fingerprint(), healthy, clock.instant(), Optional.empty());
      verified.put(key, resting ? surveyed(fresh, servers, observation) : fresh);
    } else {
      verified.remove(key);
    }
    return verdict;
  }

  private SurveyedStreams streams(DesiredServers servers) {
    String key = key(servers.blueprint().namespace(), servers.blueprint().name());
    return Optional.ofNullable(verified.get(key))
        .flatMap(Verified::streams)
        .orElse(SurveyedStreams.NONE);
  }

  private Verified surveyed(Verified known, DesiredServers servers, Observation observation)
      throws InterruptedException {
    return known.with(health.streams(servers.expectation(), observation.facts()));
  }

  /** Also while a change is paused, once the budget is open again. */
  private static boolean atRest(RollFacts facts) {
    return facts.held()
        ? facts.budget().filter(allowed -> allowed == DisruptionBudget.OPEN).isPresent()
        : facts.finished()
            && facts.set().filter(set -> set.partition() == facts.wanted()).isPresent();
  }

  /** A document whose change has not begun, or has stopped, does not say what servers run. */
  private static Expectation expectation(DesiredServers servers, Observation observation) {
    return observation
        .set()
        .filter(_ -> !observation.facts().matches() || observation.stop().isPresent())
        .map(set -> Expectation.asItIs(set, servers.access()))
        .orElseGet(servers::expectation);
  }

  private boolean stillGood(Verified known, Observation observation) {
    return known.fingerprint().equals(observation.fingerprint())
        && clock.instant().isBefore(known.at().plus(TRUST));
  }
}
