// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.health.Health.Healthy;
import dev.flotilla.nats.health.Health.Unhealthy;
import dev.flotilla.nats.jwt.Login;
import dev.flotilla.nats.system.AccountNames;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.ServerHealth;
import dev.flotilla.nats.system.SystemRequests;
import io.nats.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verifies that a cluster is healthy: facts from every server, judged, then a probe with a real
 * message. Leaves nothing behind and keeps no connection open.
 */
public final class HealthCheck {
  private static final Duration LONGEST_GATHERING = Duration.ofSeconds(3);
  private static final Duration LEFT_BEHIND_AFTER = Duration.ofMinutes(2);

  private final NatsConnections connections;
  private final Supplier<String> ids;

  /**
   * Checks over these connections.
   *
   * @param ids gives each probe a new name of letters and digits
   */
  public HealthCheck(NatsConnections connections, Supplier<String> ids) {
    this.connections = connections;
    this.ids = ids;
  }

  /**
   * Checks the cluster once.
   *
   * @param deadline most time for everything but tidying up, which takes at most four seconds more
   *     where servers do not answer; ten seconds are ample for a healthy cluster
   * @throws InterruptedException when the thread is interrupted
   */
  public Health check(HealthTarget target, Expected expected, Duration deadline)
      throws InterruptedException {
    Deadline end = Deadline.in(deadline);
    Looked looked = look(target, expected, end);
    if (!(looked.judged() instanceof Healthy)) {
      return looked.judged();
    }
    return switch (probe(target, expected, end)) {
      case Healthy _ -> looked.judged();
      case Unhealthy failed ->
          looked
              .observed()
              .flatMap(FullStores::of)
              .map(words -> new Unhealthy(Reason.STORE_FULL, words))
              .orElse(failed);
    };
  }

  /** The reports of the servers, where there are any, and the judgement. */
  private record Looked(Health judged, Optional<Observed> observed) {}

  /**
   * Checks the reports of the servers without a probe: cheap enough for every minute, but only
   * proof of problems. Healthy means that nothing contradicts an earlier {@link #check}.
   *
   * @param deadline most time for everything
   * @throws InterruptedException when the thread is interrupted
   */
  public Health glance(HealthTarget target, Expected expected, Duration deadline)
      throws InterruptedException {
    return look(target, expected, Deadline.in(deadline)).judged();
  }

  /** As {@link #glance}, and a full store is a problem, as it is for the probe of a check. */
  public Health outlook(HealthTarget target, Expected expected, Duration deadline)
      throws InterruptedException {
    Looked looked = look(target, expected, Deadline.in(deadline));
    return looked
        .observed()
        .filter(_ -> looked.judged() instanceof Healthy)
        .flatMap(FullStores::of)
        .<Health>map(words -> new Unhealthy(Reason.STORE_FULL, words))
        .orElse(looked.judged());
  }

  private Looked look(HealthTarget target, Expected expected, Deadline end)
      throws InterruptedException {
    try (Connection connection = connect(target, target.system(), end)) {
      Observed observed = observe(connection, expected, end);
      Health judged = explained(HealthJudgement.judge(expected, observed), observed);
      return new Looked(judged, Optional.of(observed));
    } catch (IOException problem) {
      return new Looked(unreachable(problem), Optional.empty());
    }
  }

  /** A server whose store is full does not keep its copies of streams current. */
  private static Health explained(Health judged, Observed observed) {
    return judged instanceof Unhealthy(var reason, var sentence) && reason == Reason.ASSET_UNHEALTHY
        ? new Unhealthy(
            reason, sentence + FullStores.of(observed).map(words -> ". " + words).orElse(""))
        : judged;
  }

  private Health probe(HealthTarget target, Expected expected, Deadline end)
      throws InterruptedException {
    if (!expected.jetStream()) {
      return new PairProbe(connections, ids).run(target, end);
    }
    try (Connection connection = connect(target, target.probe(), end)) {
      return new StreamProbe(connection, ids, LEFT_BEHIND_AFTER)
          .placedIn(expected.joint().map(JointCluster::name))
          .run(expected.servers().size(), end);
    } catch (IOException problem) {
      return unreachable(problem);
    }
  }

  private static Observed observe(Connection connection, Expected expected, Deadline end)
      throws InterruptedException {
    SystemRequests all = new SystemRequests(connection);
    SystemRequests own = expected.joint().map(joint -> all.ofCluster(joint.name())).orElse(all);
    int servers = expected.servers().size();
    Map<String, ServerHealth> health = own.health(gathering(servers, end));
    Observed observed =
        new Observed(
                own.variables(gathering(servers, end)),
                health,
                own.jetStream(gathering(servers, end)))
            .named(
                new AccountNames(own)
                    .of(AccountNames.in(health.values()), gathering(servers, end)));
    Optional<String> leader = observed.silentMetaLeader();
    return leader.isEmpty() || expected.joint().isEmpty()
        ? observed
        : observed.with(all.ofServer(leader.get()).jetStream(gathering(1, end)));
  }

  private static Gathering gathering(int servers, Deadline end) {
    return new Gathering(servers, end.remainingAtMost(LONGEST_GATHERING));
  }

  private Connection connect(HealthTarget target, Supplier<? extends Login> user, Deadline end)
      throws IOException, InterruptedException {
    List<String> urls = List.copyOf(target.urls().values());
    ConnectionSettings settings = ConnectionSettings.to(urls, "flotilla-health").as(user).once();
    return connections.connect(settings.overTls(target.tls()).within(end.share(urls.size())));
  }

  private static Unhealthy unreachable(IOException problem) {
    return new Unhealthy(
        Reason.UNREACHABLE, "No server accepts connections: " + problem.getMessage() + ".");
  }
}
