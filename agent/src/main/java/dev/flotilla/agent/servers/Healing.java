// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.servers.HealthVerdict.Curable;
import dev.flotilla.agent.servers.HealthVerdict.Unhealthy;
import dev.flotilla.agent.servers.Quorum.Standing;
import dev.flotilla.nats.health.Reason;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.JetStreamView;
import dev.flotilla.nats.system.MetaGroup;
import dev.flotilla.nats.system.SystemRequests;
import dev.flotilla.protocol.Code;
import io.nats.client.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gathers what {@link UnhealthyRoll} decides on. Each server is asked over a connection of its own,
 * since servers that have lost each other do not forward requests.
 */
@ApplicationScoped
class Healing {
  private static final Duration REQUEST = Duration.ofSeconds(3);

  /** Longer than an election, and than servers need to find each other after a restart. */
  private static final Duration LASTING = Duration.ofSeconds(30);

  private final ServerConnections connections;
  private final MetaLeadership leadership;
  private final InstantSource clock;
  private final Map<String, Since> since = new ConcurrentHashMap<>();

  /** When these pods were first seen not to be healthy. */
  private record Since(String pods, Instant at) {}

  Healing(ServerConnections connections, MetaLeadership leadership, InstantSource clock) {
    this.connections = connections;
    this.leadership = leadership;
    this.clock = clock;
  }

  /** The verdict for the next server of a roll; the given one where it has to wait, or none is. */
  HealthVerdict over(Expectation servers, RollFacts facts, Unhealthy verdict)
      throws InterruptedException {
    Optional<ServerPod> next = next(facts);
    if (next.isEmpty() || servers.remedies().equals(Remedies.NONE)) {
      return verdict;
    }
    HealthVerdict judged = forecast(servers, facts, verdict);
    return !lasting(servers, facts) && judged instanceof Curable curable
        ? new Unhealthy(RollWait.announced(facts, ordinal(facts), curable))
        : judged;
  }

  /** Healthy servers: trouble that follows is new. */
  void healthy(Expectation servers, RollFacts facts) {
    since.remove(key(servers, facts));
  }

  /** Forgets what was known of servers that are gone. */
  void forget(String namespace, String name) {
    since.remove(namespace + "/" + name);
  }

  /** The same if the trouble is not one that passes by itself; also for a roll to come. */
  HealthVerdict forecast(Expectation servers, RollFacts facts, Unhealthy verdict)
      throws InterruptedException {
    int ordinal = ordinal(facts);
    Map<Integer, JetStreamView> views = views(servers, facts);
    Unhealthy known = explained(servers, facts, verdict);
    UnhealthyRoll roll =
        new UnhealthyRoll(
            ordinal,
            known.trouble(),
            new Quorum(facts.wanted(), standings(servers, facts, views)),
            Optional.ofNullable(views.get(ordinal))
                .filter(JetStreamView::full)
                .map(JetStreamView::fileLimit)
                .orElseGet(OptionalLong::empty),
            servers.remedies());
    Optional<HealthVerdict.Permit> permit = roll.permit();
    return permit.isEmpty()
        ? known
        : new Curable(
            known.trouble(),
            views.isEmpty() ? OptionalInt.empty() : leadership.leader(servers, facts),
            permit.get());
  }

  /** The next server, while a roll has one on an earlier template. */
  private static Optional<ServerPod> next(RollFacts facts) {
    return facts.matches() && !facts.complete() && !facts.paused()
        ? facts.pod(ordinal(facts))
        : Optional.empty();
  }

  /** Of the next server. */
  static int ordinal(RollFacts facts) {
    int partition = facts.set().map(SetFacts::partition).orElse(facts.wanted());
    return Math.max(0, Math.min(partition, facts.wanted()) - 1);
  }

  /** Anew for each server that has restarted: it may bring the health that is missing. */
  private boolean lasting(Expectation servers, RollFacts facts) {
    Instant now = clock.instant();
    Since first =
        since.compute(
            key(servers, facts),
            (_, known) ->
                known != null && known.pods().equals(facts.fingerprint())
                    ? known
                    : new Since(facts.fingerprint(), now));
    return !now.isBefore(first.at().plus(LASTING));
  }

  private static String key(Expectation servers, RollFacts facts) {
    return facts.pods().getFirst().live().namespace() + "/" + servers.names().cluster();
  }

  private Map<Integer, JetStreamView> views(Expectation servers, RollFacts facts)
      throws InterruptedException {
    Map<Integer, JetStreamView> views = new TreeMap<>();
    for (ServerPod pod : facts.pods()) {
      if (servers.jetStream() && pod.ordinal() < facts.wanted() && pod.serving()) {
        view(servers, pod).ifPresent(view -> views.put(pod.ordinal(), view));
      }
    }
    return views;
  }

  private Optional<JetStreamView> view(Expectation servers, ServerPod pod)
      throws InterruptedException {
    try (Connection connection = connections.systemOf(servers, pod)) {
      return Optional.ofNullable(
          new SystemRequests(connection)
              .ofServer(pod.name())
              .jetStream(new Gathering(1, REQUEST))
              .get(pod.name()));
    } catch (IOException unreachable) {
      return Optional.empty();
    }
  }

  /** A meta group that spans clusters cannot be judged by the servers of one of them. */
  private static Map<Integer, Standing> standings(
      Expectation servers, RollFacts facts, Map<Integer, JetStreamView> views) {
    Map<Integer, Standing> standings = new TreeMap<>();
    if (servers.joint().isPresent() || !servers.jetStream()) {
      return standings;
    }
    for (int ordinal = 0; ordinal < facts.wanted(); ordinal++) {
      int seat = ordinal;
      Optional<ServerPod> pod = facts.pod(ordinal);
      boolean down = pod.filter(one -> one.serving() || one.trouble().isEmpty()).isEmpty();
      if (down) {
        standings.put(ordinal, new Standing.Apart());
      } else if (views.containsKey(ordinal)) {
        String server = servers.names().server(ordinal);
        standing(server, facts, views.get(ordinal))
            .ifPresent(standing -> standings.put(seat, standing));
      }
    }
    return standings;
  }

  /** Empty for one that has turned JetStream off: its disk may be full, and needs attention. */
  private static Optional<Standing> standing(String server, RollFacts facts, JetStreamView view) {
    MetaGroup group = view.metaGroup();
    if (view.disabled()) {
      return Optional.empty();
    }
    if (facts.wanted() == 1) {
      return Optional.of(new Standing.Follows(server));
    }
    return Optional.of(
        group == null || group.leader() == null || group.leader().isEmpty()
            ? new Standing.Apart()
            : new Standing.Follows(group.leader()));
  }

  /** Servers that cannot be reached may have a certificate of a root that was exchanged. */
  private static Unhealthy explained(Expectation servers, RollFacts facts, Unhealthy verdict) {
    String code = verdict.trouble().code();
    boolean cut =
        code.equals(Reason.UNREACHABLE.name()) || code.equals(Reason.SERVERS_MISSING.name());
    return servers
        .access()
        .tls()
        .filter(_ -> cut)
        .flatMap(context -> Distrust.of(context, facts))
        .map(words -> new Unhealthy(new Trouble(Code.ROOTS_EXCHANGED, words)))
        .orElse(verdict);
  }
}
