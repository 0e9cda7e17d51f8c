// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.health.Expected;
import dev.flotilla.nats.health.Health;
import dev.flotilla.nats.health.HealthCheck;
import dev.flotilla.nats.health.HealthTarget;
import dev.flotilla.nats.health.Reason;
import dev.flotilla.nats.health.StreamSurvey;
import dev.flotilla.nats.health.SurveyedStreams;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.JetStreamView;
import dev.flotilla.nats.system.MetaGroup;
import dev.flotilla.nats.system.SystemRequests;
import dev.flotilla.protocol.Code;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Looks at the servers of a cluster, at the addresses of their pods. */
@ApplicationScoped
class HealthVerifier {
  private static final Duration CHECK = Duration.ofSeconds(15);
  private static final Duration GLANCE = Duration.ofSeconds(5);
  private static final Duration REQUEST = Duration.ofSeconds(3);

  /** Nobody knows how many servers of joined clusters will answer, so all of it is waited. */
  private static final Gathering EVERYBODY =
      new Gathering(Integer.MAX_VALUE, Duration.ofSeconds(1));

  private static final String STEP_DOWN = "$JS.API.META.LEADER.STEPDOWN";

  private final NatsConnections connections;
  private final HealthCheck check;

  HealthVerifier(NatsConnections connections, Supplier<String> ids) {
    this.connections = connections;
    this.check = new HealthCheck(connections, ids);
  }

  /**
   * Verifies that all servers are healthy; during a roll only those that took the newest template
   * must run the new version.
   */
  HealthVerdict verify(Expectation servers, RollFacts facts) throws InterruptedException {
    Map<String, String> urls = urls(facts);
    if (urls.size() < facts.wanted()) {
      return new HealthVerdict.Unhealthy(
          new Trouble(Reason.SERVERS_MISSING.name(), "Not every server has an address yet."));
    }
    Optional<Trouble> cured = curedExpiry(servers, facts);
    if (cured.isPresent()) {
      return new HealthVerdict.Unhealthy(cured.get());
    }
    return switch (check.check(target(servers, urls), expected(servers, facts), CHECK)) {
      case Health.Unhealthy(var reason, var sentence) ->
          new HealthVerdict.Unhealthy(new Trouble(reason.name(), sentence));
      case Health.Healthy(var elsewhere) ->
          unserved(servers, urls)
              .<HealthVerdict>map(HealthVerdict.Unhealthy::new)
              .orElse(
                  new HealthVerdict.Healthy(
                      metaLeader(servers, facts),
                      elsewhere.map(words -> new Trouble(Code.META_GROUP_ELSEWHERE, words))));
    };
  }

  /**
   * Whether nothing speaks against servers that were verified earlier: what they say of themselves,
   * without a probe.
   */
  boolean seemHealthy(Expectation servers, RollFacts facts) throws InterruptedException {
    HealthTarget target = target(servers, urls(facts));
    return check.glance(target, expected(servers, facts), GLANCE) instanceof Health.Healthy
        && !refusesAnAccount(servers, facts);
  }

  /** Streams of applications that are worth a word; none where they cannot be listed now. */
  SurveyedStreams streams(Expectation servers, RollFacts facts) throws InterruptedException {
    if (!servers.jetStream() || servers.access().application().isEmpty()) {
      return SurveyedStreams.NONE;
    }
    ConnectionSettings settings =
        ConnectionSettings.to(List.copyOf(urls(facts).values()), "flotilla-agent")
            .as(() -> servers.access().application().get())
            .overTls(servers.access().tls())
            .once();
    try (Connection connection = connections.connect(settings)) {
      return new StreamSurvey(connection).look(REQUEST);
    } catch (IOException unanswered) {
      return SurveyedStreams.NONE;
    }
  }

  private Optional<Trouble> curedExpiry(Expectation servers, RollFacts facts)
      throws InterruptedException {
    try (Connection connection = connect(servers, facts)) {
      return expiry(connection, servers, facts).cure(servers.access());
    } catch (IOException unreachable) {
      return Optional.empty();
    }
  }

  private boolean refusesAnAccount(Expectation servers, RollFacts facts)
      throws InterruptedException {
    try (Connection connection = connect(servers, facts)) {
      return expiry(connection, servers, facts).found(servers.access());
    } catch (IOException unreachable) {
      return true;
    }
  }

  /** Claims that are signed anew reach every joined cluster, so all of them are asked. */
  private static AccountExpiry expiry(Connection connection, Expectation servers, RollFacts facts)
      throws InterruptedException {
    int answers =
        servers.joint().isPresent()
            ? new SystemRequests(connection).servers(EVERYBODY).size()
            : facts.wanted();
    return new AccountExpiry(connection, new Gathering(answers, REQUEST));
  }

  private static HealthTarget target(Expectation servers, Map<String, String> urls) {
    return new HealthTarget(
        urls,
        () -> servers.access().system(),
        () -> servers.access().probe(),
        servers.access().tls());
  }

  /**
   * A server loads an account when somebody first uses it. Without this look the first client of a
   * cluster that was just called healthy could be told that its account has no JetStream.
   */
  private Optional<Trouble> unserved(Expectation servers, Map<String, String> urls)
      throws InterruptedException {
    if (!servers.jetStream()) {
      return Optional.empty();
    }
    for (Map.Entry<String, String> server : urls.entrySet()) {
      ConnectionSettings settings =
          application(ConnectionSettings.to(List.of(server.getValue()), "flotilla-agent"), servers)
              .overTls(servers.access().tls())
              .once();
      try (Connection connection = connections.connect(settings)) {
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

  private static ConnectionSettings application(ConnectionSettings settings, Expectation servers) {
    return servers.access().application().map(login -> settings.as(() -> login)).orElse(settings);
  }

  /** Asks the meta leader to hand over to that ordinal. Whether it did is seen at the next look. */
  void moveMetaLeader(Expectation servers, RollFacts facts, int ordinal)
      throws InterruptedException {
    String preferred = servers.names().server(ordinal);
    String request = "{\"placement\":{\"preferred\":\"" + preferred + "\"}}";
    try (Connection connection = connect(servers, facts)) {
      connection.request(STEP_DOWN, request.getBytes(StandardCharsets.UTF_8), REQUEST);
    } catch (IOException unreachable) {
      // A courtesy to clients, no condition: without it the leader moves when its server stops.
    }
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

  private OptionalInt metaLeader(Expectation servers, RollFacts facts) throws InterruptedException {
    if (!servers.jetStream() || facts.wanted() == 1) {
      return OptionalInt.empty();
    }
    try (Connection connection = connect(servers, facts)) {
      SystemRequests all = new SystemRequests(connection);
      return servers
          .joint()
          .map(joint -> all.ofCluster(joint.name()))
          .orElse(all)
          .jetStream(new Gathering(facts.wanted(), REQUEST))
          .values()
          .stream()
          .map(JetStreamView::metaGroup)
          .filter(Objects::nonNull)
          .filter(MetaGroup::hasLeader)
          .findFirst()
          .map(group -> ordinal(group, facts))
          .orElseGet(OptionalInt::empty);
    } catch (IOException unreachable) {
      return OptionalInt.empty();
    }
  }

  private static OptionalInt ordinal(MetaGroup group, RollFacts facts) {
    return facts.pods().stream()
        .filter(pod -> pod.name().equals(group.leader()))
        .mapToInt(ServerPod::ordinal)
        .findFirst();
  }

  /** A connection of the agent's system user to any of the servers. */
  Connection connect(Expectation servers, RollFacts facts)
      throws IOException, InterruptedException {
    return connections.connect(
        ConnectionSettings.to(List.copyOf(urls(facts).values()), "flotilla-agent")
            .as(() -> servers.access().system())
            .overTls(servers.access().tls())
            .once());
  }

  private static Map<String, String> urls(RollFacts facts) {
    Map<String, String> urls = new TreeMap<>();
    for (ServerPod pod : facts.pods()) {
      if (pod.ordinal() < facts.wanted() && !pod.address().isEmpty()) {
        urls.put(pod.name(), "nats://" + bracketed(pod.address()) + ":4222");
      }
    }
    return urls;
  }

  private static String bracketed(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }
}
