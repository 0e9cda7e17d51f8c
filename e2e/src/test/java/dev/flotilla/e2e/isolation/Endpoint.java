// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Something in a member that accepts TCP connections.
 *
 * @param name such as "the agent of east"
 * @param host an address
 * @param port of it
 */
record Endpoint(String name, String host, int port) {

  private static final Pattern SERVER = Pattern.compile("server: \"?(https://[^\"\\s]+)");
  private static final String AGENTS = "app.kubernetes.io/name=flotilla-agent";
  private static final int AGENT_PORT = 8080;

  /** Of clients, routes and monitoring. */
  private static final List<Integer> NATS_PORTS = List.of(4222, 6222, 8222);

  /** The API server, at the address of the administrator's kubeconfig. */
  static Endpoint ofApiServer(Member member) {
    try {
      var server = SERVER.matcher(Files.readString(member.kubeconfig()));
      var url = URI.create(server.results().findFirst().orElseThrow().group(1));
      return new Endpoint("the API server of " + member.name(), url.getHost(), url.getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Endpoint> ofAgent(Member member) {
    return addresses(member, member.namespace(), AGENTS).stream()
        .map(address -> new Endpoint("the agent of " + member.name(), address, AGENT_PORT))
        .toList();
  }

  /** Every port of every server of a NatsCluster. */
  static List<Endpoint> ofNatsCluster(Member member, String namespace, String name) {
    var servers = "app.kubernetes.io/component=nats,app.kubernetes.io/instance=" + name;
    var endpoints = new ArrayList<Endpoint>();
    for (String address : addresses(member, namespace, servers)) {
      for (int port : NATS_PORTS) {
        endpoints.add(new Endpoint("a NATS server of " + member.name(), address, port));
      }
    }
    return endpoints;
  }

  /** Of pods that are not terminating. */
  private static List<String> addresses(Member member, String namespace, String selector) {
    var addresses = new ArrayList<String>();
    for (JsonNode pod : member.get("pods", "-n", namespace, "-l", selector).path("items")) {
      if (!pod.at("/metadata").has("deletionTimestamp")) {
        addresses.add(pod.at("/status/podIP").asText());
      }
    }
    if (addresses.isEmpty()) {
      throw new IllegalStateException("no pod of " + selector + " in " + member.name());
    }
    return addresses;
  }

  String address() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return name + " at " + address();
  }
}
