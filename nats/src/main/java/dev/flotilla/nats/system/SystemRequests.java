// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks servers about themselves over a connection of the system account ({@code $SYS.REQ.SERVER.*},
 * nats-server {@code events.go}). Answers are gathered until as many came as were expected, or the
 * deadline passed; fewer answers than expected are a result, not an error. All methods throw {@link
 * InterruptedException} when the thread is interrupted.
 */
public final class SystemRequests {
  private static final ObjectNode NO_OPTIONS = JsonNodeFactory.instance.objectNode();
  private static final String CLUSTER = "cluster";
  private static final String SERVER_NAME = "server_name";

  private final Connection connection;
  private final ObjectNode filter;

  /** Requests over this connection, which must be a user of the system account. */
  public SystemRequests(Connection connection) {
    this(connection, NO_OPTIONS);
  }

  private SystemRequests(Connection connection, ObjectNode filter) {
    this.connection = connection;
    this.filter = filter;
  }

  /**
   * The same to the servers of that cluster alone. Under one trust a request passes the gateways,
   * and servers of every joined cluster would answer.
   */
  public SystemRequests ofCluster(String name) {
    return filtered(CLUSTER, name);
  }

  /** The same to the server of that name alone, in whatever cluster it is. */
  public SystemRequests ofServer(String name) {
    return filtered(SERVER_NAME, name);
  }

  private SystemRequests filtered(String field, String value) {
    return new SystemRequests(
        connection, filter.deepCopy().put(field, value).put("exact_match", true));
  }

  /**
   * Servers of 2.11 do not know {@code exact_match}, and take any name that holds the given one.
   */
  private boolean isMeant(ServerInfo server) {
    return matches(CLUSTER, server.cluster()) && matches(SERVER_NAME, server.name());
  }

  private boolean matches(String field, @Nullable String value) {
    return !filter.has(field) || filter.path(field).asText().equals(value);
  }

  /** The servers that are there. */
  public List<ServerInfo> servers(Gathering gathering) throws InterruptedException {
    return gather("STATSZ", NO_OPTIONS, gathering).stream().map(ServerReply::server).toList();
  }

  /** Version, start and configuration digest of each server by its name. */
  public Map<String, ServerVariables> variables(Gathering gathering) throws InterruptedException {
    return byName("VARZ", NO_OPTIONS, gathering, ServerVariables.class);
  }

  /** JetStream as each server sees it, by its name. */
  public Map<String, JetStreamView> jetStream(Gathering gathering) throws InterruptedException {
    return byName("JSZ", NO_OPTIONS, gathering, JetStreamView.class);
  }

  /** Health of each server by its name, with every error, streams and consumers included. */
  public Map<String, ServerHealth> health(Gathering gathering) throws InterruptedException {
    ObjectNode details = JsonNodeFactory.instance.objectNode().put("details", true);
    return byName("HEALTHZ", details, gathering, ServerHealth.class);
  }

  /**
   * Answers of all servers to {@code $SYS.REQ.SERVER.PING.<verb>}.
   *
   * @param verb such as {@code VARZ}
   * @param options the same as those of the HTTP endpoint
   */
  public List<ServerReply> gather(String verb, ObjectNode options, Gathering gathering)
      throws InterruptedException {
    byte[] body = options.deepCopy().setAll(filter).toString().getBytes(UTF_8);
    return Replies.gather(
        connection,
        "$SYS.REQ.SERVER.PING." + verb,
        body,
        gathering,
        reply -> ServerReply.read(reply).filter(read -> isMeant(read.server())));
  }

  /**
   * The answer of one server to {@code $SYS.REQ.SERVER.<id>.<verb>}; empty when none came in time.
   *
   * @param serverId {@link ServerInfo#id}
   */
  public Optional<ServerReply> ask(
      String serverId, String verb, JsonNode options, Duration deadline)
      throws InterruptedException {
    byte[] body = options.toString().getBytes(UTF_8);
    String subject = "$SYS.REQ.SERVER." + serverId + "." + verb;
    return Replies.gather(connection, subject, body, new Gathering(1, deadline)).stream()
        .findFirst()
        .flatMap(ServerReply::read);
  }

  private <T> Map<String, T> byName(
      String verb, ObjectNode options, Gathering gathering, Class<T> type)
      throws InterruptedException {
    return gather(verb, options, gathering).stream()
        .filter(answer -> answer.as(type).isPresent())
        .collect(
            Collectors.toMap(
                answer -> answer.server().name(),
                answer -> answer.as(type).orElseThrow(),
                (first, second) -> first));
  }
}
