// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.ChildWriter;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.DisruptionBudget;
import dev.flotilla.agent.render.ServerSet;
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

/**
 * Carries out what the planner decides, one step after the other, until there is something to wait
 * for.
 */
@ApplicationScoped
public class RollRunner {
  private static final Logger LOG = Logger.getLogger(RollRunner.class);

  /** More steps than any roll has between two waits: nine servers, some steps each. */
  private static final int MOST_STEPS = 50;

  /**
   * How long a verification of servers at rest is believed when nothing about their pods changed
   * and they say nothing else of themselves.
   */
  private static final Duration TRUST = Duration.ofMinutes(10);

  private final ServerObserver lookout;
  private final HealthVerifier health;
  private final AccountExpiry expiry;
  private final MetaLeadership leadership;
  private final Evacuation evacuation;
  private final ChildWriter children;
  private final KubernetesObjects objects;
  private final InstantSource clock;
  private final Map<String, Verified> verified = new ConcurrentHashMap<>();

  RollRunner(
      ServerObserver lookout,
      HealthVerifier health,
      AccountExpiry expiry,
      MetaLeadership leadership,
      Evacuation evacuation,
      ChildWriter children,
      KubernetesObjects objects,
      InstantSource clock) {
    this.lookout = lookout;
    this.health = health;
    this.expiry = expiry;
    this.leadership = leadership;
    this.evacuation = evacuation;
    this.children = children;
    this.objects = objects;
    this.clock = clock;
  }

  /**
   * An earlier verification.
   *
   * @param streams what was seen of streams since; empty while nobody looked, as in a roll
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
   * Goes on as far as possible.
   *
   * @param changes of the children that must be in place before the servers are touched
   * @param intents told of each step before its effect
   * @throws Blocked when a child of that name has another owner
   * @throws InterruptedException when the agent stops
   */
  public RollProgress run(DesiredServers servers, List<Change> changes, Intents intents)
      throws Blocked, InterruptedException {
    Observation sight = lookout.look(servers.blueprint());
    if (sight.facts().set().isPresent() && sight.facts().matches()) {
      repair(servers, changes, intents);
    }
    for (int i = 0; i < MOST_STEPS; i++) {
      Step step = RollPlanner.next(sight.facts());
      Intent.of(step, sight.facts()).ifPresent(intent -> intend(servers, intents, intent));
      switch (step) {
        case Step.Done done -> {
          return RollProgress.of(done, sight.facts()).with(streams(servers));
        }
        case Step.Await await -> {
          return RollProgress.of(await, sight.facts());
        }
        case Step.Verify _ -> sight = sight.with(sight.facts().with(verify(servers, sight)));
        case Step.MoveMetaLeader(int ordinal) -> {
          leadership.move(servers.expectation(), sight.facts(), ordinal);
          sight = sight.with(sight.facts().withLeaderMoved());
        }
        case Step.Evacuate(int ordinal) -> {
          evacuation.clear(servers.expectation(), sight.facts(), ordinal);
          sight = sight.with(sight.facts().withEvacuated());
        }
        case Step.RenewClaims(var held) -> {
          Trouble trouble = expiry.cure(servers.expectation(), sight.facts(), held);
          sight = sight.with(sight.facts().with(new HealthVerdict.Unhealthy(trouble)));
        }
        case Step.ApplySet(int partition) -> {
          changes.forEach(children::carryOut);
          children.write(ServerSet.of(servers.blueprint(), partition), sight.set());
          sight = lookout.look(servers.blueprint());
        }
        default -> {
          write(servers.blueprint(), sight, step);
          sight = lookout.look(servers.blueprint());
        }
      }
    }
    throw new IllegalStateException(
        "the roll of " + servers.blueprint().name() + " does not converge");
  }

  private static void intend(DesiredServers servers, Intents intents, Intent intent) {
    Blueprint blueprint = servers.blueprint();
    LOG.infof("%s/%s: %s", blueprint.namespace(), blueprint.name(), intent);
    intents.record(intent);
  }

  /** Forgets what was known of servers that are gone. */
  public void forget(String namespace, String name) {
    verified.remove(key(namespace, name));
    health.forget(namespace, name);
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  private void write(Blueprint blueprint, Observation sight, Step step) {
    switch (step) {
      case Step.SetPartition(int partition) ->
          children.write(ServerSet.of(blueprint, partition), sight.set());
      case Step.SetBudget(int maxUnavailable) ->
          children.write(DisruptionBudget.of(blueprint, maxUnavailable), sight.budget());
      case Step.ReplacePod(ServerPod pod) -> objects.delete(pod.live());
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
   * At rest, an earlier verification of the very same pods is good for a while, unless the servers
   * say otherwise; a gate of a roll is always looked at anew.
   */
  private HealthVerdict verify(DesiredServers servers, Observation sight)
      throws InterruptedException {
    String key = key(servers.blueprint().namespace(), servers.blueprint().name());
    Verified known = verified.get(key);
    boolean resting = sight.facts().set().filter(set -> atRest(set, sight.facts())).isPresent();
    if (resting
        && known != null
        && stillGood(known, sight)
        && health.seemHealthy(servers.expectation(), sight.facts())) {
      verified.put(key, known.streams().isPresent() ? known : surveyed(known, servers, sight));
      return known.verdict();
    }
    HealthVerdict verdict = health.verify(servers.expectation(), sight.facts());
    if (verdict instanceof HealthVerdict.Healthy healthy) {
      Verified fresh =
          new Verified(sight.fingerprint(), healthy, clock.instant(), Optional.empty());
      verified.put(key, resting ? surveyed(fresh, servers, sight) : fresh);
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

  private Verified surveyed(Verified known, DesiredServers servers, Observation sight)
      throws InterruptedException {
    return known.with(health.streams(servers.expectation(), sight.facts()));
  }

  private static boolean atRest(SetFacts set, RollFacts facts) {
    return facts.complete() && set.partition() == facts.wanted();
  }

  private boolean stillGood(Verified known, Observation sight) {
    return known.fingerprint().equals(sight.fingerprint())
        && clock.instant().isBefore(known.at().plus(TRUST));
  }
}
