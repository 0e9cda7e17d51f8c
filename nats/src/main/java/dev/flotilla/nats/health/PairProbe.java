// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.health.Health.Healthy;
import dev.flotilla.nats.health.Health.Unhealthy;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Publishes at each server and receives at every server, for clusters that store nothing. */
final class PairProbe {
  private static final Duration ROUND = Duration.ofMillis(100);
  private static final byte[] NOTHING = new byte[0];

  private final NatsConnections connections;
  private final Supplier<String> ids;

  PairProbe(NatsConnections connections, Supplier<String> ids) {
    this.connections = connections;
    this.ids = ids;
  }

  Health run(HealthTarget target, Deadline end) throws InterruptedException {
    Map<String, Connection> open = new TreeMap<>();
    try {
      for (Map.Entry<String, String> server : target.urls().entrySet()) {
        open.put(server.getKey(), connect(target, server.getValue(), end));
      }
      return exchange(open, "flotilla.probe." + ids.get(), end);
    } catch (IOException problem) {
      return new Unhealthy(
          Reason.UNREACHABLE, "A server accepts no connections: " + problem.getMessage() + ".");
    } finally {
      for (Connection connection : open.values()) {
        connection.close();
      }
    }
  }

  /**
   * Publishes again each round: interest takes a moment to travel, and a core message is lost
   * without it.
   */
  private static Health exchange(Map<String, Connection> open, String subject, Deadline end)
      throws InterruptedException {
    Map<String, Subscription> subscriptions = new TreeMap<>();
    Map<String, Set<String>> unheard = new TreeMap<>();
    open.forEach(
        (name, connection) -> {
          subscriptions.put(name, connection.subscribe(subject + ".*"));
          unheard.put(name, new HashSet<>(open.keySet()));
        });
    while (!unheard.isEmpty() && !end.passed()) {
      open.forEach((name, connection) -> connection.publish(subject + "." + name, NOTHING));
      for (String receiver : List.copyOf(unheard.keySet())) {
        receive(subscriptions.get(receiver), unheard.get(receiver), subject.length() + 1);
      }
      unheard.values().removeIf(Set::isEmpty);
    }
    return unheard.isEmpty() ? new Healthy() : failed(unheard);
  }

  private static void receive(
      @Nullable Subscription subscription, @Nullable Set<String> unheard, int prefix)
      throws InterruptedException {
    if (subscription == null || unheard == null) {
      return;
    }
    Deadline round = Deadline.in(ROUND);
    while (!unheard.isEmpty() && !round.passed()) {
      @Nullable Message message = subscription.nextMessage(round.remaining());
      if (message != null) {
        unheard.remove(message.getSubject().substring(prefix));
      }
    }
  }

  private Connection connect(HealthTarget target, String url, Deadline end)
      throws IOException, InterruptedException {
    ConnectionSettings settings =
        ConnectionSettings.to(List.of(url), "flotilla-health").overTls(target.tls());
    return connections.connect(
        settings.as(target.probe()).once().within(end.share(target.urls().size())));
  }

  private static Unhealthy failed(Map<String, Set<String>> unheard) {
    List<String> pairs = new ArrayList<>();
    unheard.forEach(
        (to, from) -> from.stream().sorted().forEach(name -> pairs.add(name + " to " + to)));
    return new Unhealthy(
        Reason.PROBE_FAILED, "No message was received from " + String.join(", ", pairs) + ".");
  }
}
