// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.credentials.DataPlaneAccess;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Login;
import io.nats.client.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Connects to servers at the addresses of their pods. */
@ApplicationScoped
class ServerConnections {
  private static final String CLIENT = "flotilla-agent";

  private final NatsConnections connections;

  ServerConnections(NatsConnections connections) {
    this.connections = connections;
  }

  /** Whether a connection of that name is one of the agent's. */
  static boolean isAgent(String name) {
    return name.startsWith("flotilla-");
  }

  /** The URL of each server that has an address, by its name. */
  static Map<String, String> urls(RollFacts facts) {
    Map<String, String> urls = new TreeMap<>();
    for (ServerPod pod : facts.pods()) {
      if (pod.ordinal() < facts.wanted() && !pod.address().isEmpty()) {
        urls.put(pod.name(), url(pod));
      }
    }
    return urls;
  }

  /** A connection of the agent's system user to any of the servers. */
  Connection system(Expectation servers, RollFacts facts) throws IOException, InterruptedException {
    return connect(all(facts), servers, Optional.of(servers.access().system()));
  }

  /** The same to that one. */
  Connection systemOf(Expectation servers, ServerPod pod) throws IOException, InterruptedException {
    return connect(List.of(url(pod)), servers, Optional.of(servers.access().system()));
  }

  /** The same to any of these pods. */
  Connection system(DataPlaneAccess access, List<ServerPod> pods)
      throws IOException, InterruptedException {
    List<String> urls =
        pods.stream().filter(pod -> !pod.address().isEmpty()).map(ServerConnections::url).toList();
    if (urls.isEmpty()) {
      throw new IOException("no server has an address");
    }
    return connections.connect(
        ConnectionSettings.to(urls, CLIENT).overTls(access.tls()).once().as(access::system));
  }

  /** The same to any of the others than that one. */
  Connection systemBeside(Expectation servers, RollFacts facts, int ordinal)
      throws IOException, InterruptedException {
    Map<String, String> others = urls(facts);
    others.remove(servers.names().server(ordinal));
    return connect(List.copyOf(others.values()), servers, Optional.of(servers.access().system()));
  }

  /** A connection of the applications' user to any of the servers. */
  Connection application(Expectation servers, RollFacts facts)
      throws IOException, InterruptedException {
    return connect(all(facts), servers, servers.access().application());
  }

  /** The same to that one; without credentials where applications need none. */
  Connection application(Expectation servers, String url) throws IOException, InterruptedException {
    return connect(List.of(url), servers, servers.access().application());
  }

  private Connection connect(List<String> urls, Expectation servers, Optional<Login> login)
      throws IOException, InterruptedException {
    ConnectionSettings plain =
        ConnectionSettings.to(urls, CLIENT).overTls(servers.access().tls()).once();
    return connections.connect(login.map(user -> plain.as(() -> user)).orElse(plain));
  }

  private static List<String> all(RollFacts facts) {
    return List.copyOf(urls(facts).values());
  }

  private static String url(ServerPod pod) {
    return "nats://" + bracketed(pod.address()) + ":4222";
  }

  private static String bracketed(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }
}
