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

  private final ServerObserver observer;
  private final HealthVerifier health;
  private final AccountExpiry expiry;
  private final MetaLeadership leadership;
  private final Evacuation evacuation;
  private final ImagePuller images;
  private final ChildWriter children;
  private final KubernetesObjects objects;
  private final InstantSource clock;
  private final EarlierVerifications verifications;
  private final Map<String, HeldSince> held = new ConcurrentHashMap<>();

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
    this.verifications = new EarlierVerifications(clock);
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
    RollStops stops =
        new RollStops(
            rules,
            servers.blueprint().spec().servers().deadline(),
            clock,
            held.computeIfAbsent(key(servers), _ -> new HeldSince()));
    Observation observation = stops.begin(observe(servers, intents));
    if (observation.facts().matches() && observation.facts().observed()) {
      repair(servers, stops.earlier(changes, observation), intents);
    }
    Optional<Step.Await> pulling = images.ahead(servers.blueprint(), observation, intents);
    if (pulling.isPresent()) {
      return stops.progress(pulling.get(), observation);
    }
    Pass pass = new Pass(servers, changes, intents, stops, observation);
    RollPass.Ending end = new RollPass(pass::next, pass).from(observation.facts());
    RollProgress progress = stops.progress(end.step(), pass.observation.with(end.facts()));
    return end.step() instanceof Step.Done
        ? progress.with(verifications.streams(key(servers)))
        : progress;
  }

  /** One pass over those servers; what it observed last is what its writes are bound to. */
  private final class Pass implements RollPass.Effects {
    private final DesiredServers servers;
    private final List<Change> changes;
    private final Intents intents;
    private final RollStops stops;
    private Observation observation;

    Pass(
        DesiredServers servers,
        List<Change> changes,
        Intents intents,
        RollStops stops,
        Observation observation) {
      this.servers = servers;
      this.changes = changes;
      this.intents = intents;
      this.stops = stops;
      this.observation = observation;
    }

    Step next(RollFacts facts) {
      return observation
          .stop()
          .map(stop -> StopPlanner.next(facts, stop))
          .orElseGet(() -> RollPlanner.next(facts));
    }

    @Override
    public void record(Intent intent) {
      intend(servers, intents, intent);
    }

    @Override
    public HealthVerdict verify(RollFacts facts) throws InterruptedException {
      return verifications.verdict(
          key(servers), facts, new Asked(expectation(servers, observation), facts));
    }

    @Override
    public void moveMetaLeader(RollFacts facts, int ordinal) throws InterruptedException {
      leadership.move(servers.expectation(), facts, ordinal);
    }

    @Override
    public void evacuate(RollFacts facts, int ordinal) throws InterruptedException {
      evacuation.clear(servers.expectation(), facts, ordinal);
    }

    @Override
    public Trouble renewClaims(RollFacts facts, HealthVerdict.HeldExpired held)
        throws InterruptedException {
      return expiry.cure(expectation(servers, observation), facts, held);
    }

    @Override
    public RollFacts write(Step step) throws Blocked {
      if (step instanceof Step.ApplySet) {
        changes.forEach(children::carryOut);
      }
      RollRunner.this.write(servers.blueprint(), observation, step);
      observation = stops.during(observe(servers, intents));
      return observation.facts();
    }
  }

  private final class Asked implements EarlierVerifications.Servers {
    private final Expectation expected;
    private final RollFacts facts;

    Asked(Expectation expected, RollFacts facts) {
      this.expected = expected;
      this.facts = facts;
    }

    @Override
    public HealthVerdict verify() throws InterruptedException {
      return health.verify(expected, facts);
    }

    @Override
    public boolean seemHealthy() throws InterruptedException {
      return health.seemHealthy(expected, facts);
    }

    @Override
    public SurveyedStreams streams() throws InterruptedException {
      return health.streams(expected, facts);
    }
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
    verifications.forget(key(namespace, name));
    held.remove(key(namespace, name));
    health.forget(namespace, name);
  }

  private static String key(DesiredServers servers) {
    return key(servers.blueprint().namespace(), servers.blueprint().name());
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  private void write(Blueprint blueprint, Observation observation, Step step) {
    switch (step) {
      case Step.ApplySet(int partition) ->
          children.write(ServerSet.of(blueprint, partition), observation.set());
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

  /** A document whose change has not begun, or has stopped, does not say what servers run. */
  private static Expectation expectation(DesiredServers servers, Observation observation) {
    return observation
        .set()
        .filter(_ -> !observation.facts().matches() || observation.stop().isPresent())
        .map(set -> Expectation.asItIs(set, servers.access()))
        .orElseGet(servers::expectation);
  }
}
