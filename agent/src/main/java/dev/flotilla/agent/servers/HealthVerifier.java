// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.health.Expected;
import dev.flotilla.nats.health.Health;
import dev.flotilla.nats.health.HealthCheck;
import dev.flotilla.nats.health.HealthTarget;
import dev.flotilla.nats.health.Reason;
import dev.flotilla.nats.health.StreamSurvey;
import dev.flotilla.nats.health.SurveyedStreams;
import dev.flotilla.protocol.Code;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Verifies the health of the servers of a cluster. Changes nothing except by probes. */
@ApplicationScoped
class HealthVerifier {
  private static final Duration CHECK = Duration.ofSeconds(15);
  private static final Duration GLANCE = Duration.ofSeconds(5);
  private static final Duration REQUEST = Duration.ofSeconds(3);
  private static final String ADDRESSLESS = "Not every server has an address yet.";

  private final HealthCheck check;
  private final ServerConnections connections;
  private final AccountExpiry expiry;
  private final MetaLeadership leadership;
  private final ReplicaGate gate;
  private final Healing healing;

  HealthVerifier(
      NatsConnections nats,
      Supplier<String> ids,
      ServerConnections connections,
      AccountExpiry expiry,
      MetaLeadership leadership,
      ReplicaGate gate,
      Healing healing) {
    this.check = new HealthCheck(nats, ids);
    this.connections = connections;
    this.expiry = expiry;
    this.leadership = leadership;
    this.gate = gate;
    this.healing = healing;
  }

  /**
   * Verifies that all servers are healthy; during a roll only those that took the newest template
   * must run the new version. Where they are not, judges whether the next one may restart all the
   * same.
   */
  HealthVerdict verify(Expectation servers, RollFacts facts) throws InterruptedException {
    HealthVerdict verdict = look(servers, facts);
    if (verdict instanceof HealthVerdict.Unhealthy unhealthy) {
      return healing.over(servers, facts, unhealthy);
    }
    healing.healthy(servers, facts);
    return verdict;
  }

  private HealthVerdict look(Expectation servers, RollFacts facts) throws InterruptedException {
    Map<String, String> urls = ServerConnections.urls(facts);
    if (urls.size() < facts.wanted()) {
      return unhealthy(Reason.SERVERS_MISSING.name(), ADDRESSLESS);
    }
    Optional<HealthVerdict.HeldExpired> held = heldExpired(servers, facts);
    if (held.isPresent()) {
      return held.get();
    }
    return switch (check.check(target(servers, urls), expected(servers, facts), CHECK)) {
      case Health.Unhealthy(var reason, var sentence) when reason == Reason.STORE_FULL -> {
        gate.doubt(servers, facts);
        Optional<HealthVerdict.Unhealthy> waiting = waiting(servers, facts, urls);
        yield waiting.isPresent() ? waiting.get() : unhealthy(reason.name(), sentence);
      }
      case Health.Unhealthy(var reason, var sentence) -> {
        gate.doubt(servers, facts);
        yield unhealthy(reason.name(), sentence);
      }
      case Health.Healthy(var elsewhere) -> {
        Optional<HealthVerdict.Unhealthy> waiting = waiting(servers, facts, urls);
        yield waiting.isPresent()
            ? waiting.get()
            : new HealthVerdict.Healthy(
                leadership.leader(servers, facts),
                elsewhere.map(words -> new Trouble(Code.META_GROUP_ELSEWHERE, words)));
      }
    };
  }

  /** Forgets what was known of servers that are gone. */
  void forget(String namespace, String name) {
    gate.forget(namespace, name);
    healing.forget(namespace, name);
  }

  private Optional<HealthVerdict.Unhealthy> waiting(
      Expectation servers, RollFacts facts, Map<String, String> urls) throws InterruptedException {
    Optional<Trouble> unserved = unserved(servers, urls);
    return unserved.isPresent()
        ? unserved.map(HealthVerdict.Unhealthy::new)
        : gate.obstacle(servers, facts);
  }

  private static HealthVerdict unhealthy(String code, String sentence) {
    return new HealthVerdict.Unhealthy(new Trouble(code, sentence));
  }

  private Optional<HealthVerdict.HeldExpired> heldExpired(Expectation servers, RollFacts facts)
      throws InterruptedException {
    try {
      return expiry.find(servers, facts);
    } catch (IOException unreachable) {
      // The check that follows reports it.
      return Optional.empty();
    }
  }

  /**
   * Whether servers that were verified earlier still report that they are healthy, without a probe.
   */
  boolean seemHealthy(Expectation servers, RollFacts facts) throws InterruptedException {
    HealthTarget target = target(servers, ServerConnections.urls(facts));
    try {
      return check.glance(target, expected(servers, facts), GLANCE) instanceof Health.Healthy
          && expiry.find(servers, facts).isEmpty();
    } catch (IOException unreachable) {
      return false;
    }
  }

  /**
   * What a roll that has not begun would meet, by the reports of the servers and without a probe.
   */
  HealthVerdict forecast(Expectation servers, RollFacts facts) throws InterruptedException {
    Map<String, String> urls = ServerConnections.urls(facts);
    Health seen =
        urls.size() < facts.wanted()
            ? new Health.Unhealthy(Reason.SERVERS_MISSING, ADDRESSLESS)
            : check.outlook(target(servers, urls), expected(servers, facts), GLANCE);
    return switch (seen) {
      case Health.Healthy _ -> new HealthVerdict.Healthy(leadership.leader(servers, facts));
      case Health.Unhealthy(var reason, var sentence) ->
          healing.forecast(
              servers, facts, new HealthVerdict.Unhealthy(new Trouble(reason.name(), sentence)));
    };
  }

  /** Streams of applications with findings; none where they cannot be listed now. */
  SurveyedStreams streams(Expectation servers, RollFacts facts) throws InterruptedException {
    if (!servers.jetStream() || servers.access().application().isEmpty()) {
      return SurveyedStreams.NONE;
    }
    try (Connection connection = connections.application(servers, facts)) {
      return new StreamSurvey(connection).look(REQUEST);
    } catch (IOException unanswered) {
      return SurveyedStreams.NONE;
    }
  }

  private static HealthTarget target(Expectation servers, Map<String, String> urls) {
    return new HealthTarget(
        urls,
        () -> servers.access().system(),
        () -> servers.access().probe(),
        servers.access().tls());
  }

  /**
   * A server loads an account when it is first used. Without this query the first client of a
   * cluster that was just reported healthy could get the error that JetStream is not enabled for
   * its account.
   */
  private Optional<Trouble> unserved(Expectation servers, Map<String, String> urls)
      throws InterruptedException {
    if (!servers.jetStream()) {
      return Optional.empty();
    }
    for (Map.Entry<String, String> server : urls.entrySet()) {
      try (Connection connection = connections.application(servers, server.getValue())) {
        var _ = connection.jetStreamManagement().getAccountStatistics();
      } catch (IOException | JetStreamApiException problem) {
        return Optional.of(
            new Trouble(
                Code.ACCOUNT_NOT_SERVED,
                server.getKey()
                    + " does not yet serve the application account: "
                    + problem.getMessage()));
      }
    }
    return Optional.empty();
  }

  private static Expected expected(Expectation servers, RollFacts facts) {
    Map<String, Expected.Server> expected = new TreeMap<>();
    String newest = facts.set().map(SetFacts::updateRevision).orElse("");
    facts
        .pods()
        .forEach(
            pod ->
                expected.put(
                    pod.name(),
                    pod.revision().equals(newest) ? servers.newest() : Expected.Server.ANY));
    return new Expected(expected, servers.jetStream(), servers.joint());
  }
}
