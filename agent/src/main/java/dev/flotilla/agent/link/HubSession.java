// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.flotilla.nats.connection.ClientTls;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Pem;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the hub's NATS as this agent. A lost connection is re-established for as long
 * as the credentials last.
 */
final class HubSession implements AutoCloseable {
  private static final Duration REPLY = Duration.ofSeconds(10);
  private static final Duration RECONNECT_JITTER = Duration.ofSeconds(10);
  private static final int NOT_FOUND = 404;

  /** The client throws an unchecked exception when its connection was closed. */
  private static final String NOT_CONNECTED = "not connected to the hub";

  /** The hub refuses a service call with this header. */
  private static final String ERROR_HEADER = "Nats-Service-Error-Code";

  private final Connection connection;
  private final AgentId agent;

  private HubSession(Connection connection, AgentId agent) {
    this.connection = connection;
    this.agent = agent;
  }

  /**
   * Connects and subscribes to the live subjects before anything is read, so that no change is
   * missed.
   *
   * @param listener notified of changes of the inbox and of the connection, and of questions
   * @throws IOException when no server of the hub accepts
   */
  static HubSession open(NatsConnections connections, Identity identity, SessionListener listener)
      throws IOException, InterruptedException {
    AgentId agent = identity.agent().orElseThrow();
    List<URI> urls = identity.credentials().orElseThrow().natsUrls();
    @Nullable IOException last = null;
    // Direct TLS first; through a proxy only WebSocket may pass.
    for (String scheme : List.of("tls", "wss")) {
      List<String> servers =
          urls.stream().filter(url -> scheme.equals(url.getScheme())).map(URI::toString).toList();
      try {
        if (!servers.isEmpty()) {
          Connection connection =
              connections.connect(settings(servers, identity, agent, listener::signal));
          HubSession session = new HubSession(connection, agent);
          session.listen(listener);
          return session;
        }
      } catch (IOException refused) {
        // That the hub does not know the agent is more informative than a port that is closed.
        last = last instanceof AuthenticationException ? last : refused;
      }
    }
    throw last != null ? last : new IOException("the hub sent no NATS URL");
  }

  private void listen(SessionListener listener) throws IOException {
    try {
      connection
          .createDispatcher(message -> hear(message, listener))
          .subscribe(Subjects.live(agent));
    } catch (IllegalStateException closed) {
      throw new IOException(NOT_CONNECTED, closed);
    }
  }

  private static ConnectionSettings settings(
      List<String> servers, Identity identity, AgentId agent, Consumer<Signal> signals)
      throws IOException {
    var given = identity.credentials().orElseThrow();
    Credentials user = new Credentials(Jwt.parse(given.userJwt()), identity.nkey());
    var certificate =
        new ClientTls.Identity(identity.tls().secret(), Pem.certificates(given.certificate()));
    try {
      return ConnectionSettings.to(servers, "flotilla-agent/" + agent)
          .as(() -> user)
          .overTlsFirst(
              new ClientTls(Pem.certificates(given.ca()), Optional.of(certificate)).context())
          .withInboxPrefix(Subjects.replyPrefix(agent))
          .withReconnectJitter(RECONNECT_JITTER)
          .withListener((ConnectionListener) (_, event) -> tell(event, signals));
    } catch (GeneralSecurityException unusable) {
      throw new IOException("the agent's certificate cannot be used", unusable);
    }
  }

  private static void tell(ConnectionListener.Events event, Consumer<Signal> signals) {
    switch (event) {
      case RECONNECTED -> signals.accept(Signal.RECONNECTED);
      case DISCONNECTED -> signals.accept(Signal.DISCONNECTED);
      case CLOSED -> signals.accept(Signal.CLOSED);
      default -> {}
    }
  }

  private void hear(Message message, SessionListener listener) {
    if (message.getSubject().equals(Subjects.query(agent))) {
      listener.asked(this, message.getData());
    } else {
      listener.signal(Signal.INBOX_CHANGED);
    }
  }

  AgentId agent() {
    return agent;
  }

  boolean connected() {
    return connection.getStatus() == Connection.Status.CONNECTED;
  }

  /** The last value of an inbox key (Direct Get, ADR-31); empty when there is none. */
  Optional<byte[]> last(String inboxKey) throws IOException, InterruptedException {
    Message reply = request(Subjects.directGet(inboxKey), new byte[0], null);
    if (reply.isStatusMessage() || reply.getStatus() != null) {
      int code = Optional.ofNullable(reply.getStatus()).map(status -> status.getCode()).orElse(0);
      if (code == NOT_FOUND) {
        return Optional.empty();
      }
      throw new IOException("reading the hub's inbox failed with status " + code);
    }
    boolean removed = reply.hasHeaders() && reply.getHeaders().containsKey("KV-Operation");
    return removed ? Optional.empty() : Optional.of(reply.getData());
  }

  /**
   * Asks the hub.
   *
   * @throws HubRefusal when the hub says no
   * @throws IOException when it does not answer
   */
  <T> T ask(Subjects.Service verb, Object body, Class<T> type)
      throws IOException, InterruptedException {
    Message reply = request(Subjects.service(agent, verb), Json.write(body), null);
    try {
      if (reply.hasHeaders() && reply.getHeaders().containsKey(ERROR_HEADER)) {
        throw new HubRefusal(Json.read(reply.getData(), Problem.class));
      }
      return Json.read(reply.getData(), type);
    } catch (UncheckedIOException unreadable) {
      throw new IOException("the hub's response to " + verb + " cannot be read", unreadable);
    }
  }

  /**
   * Publishes an event and waits until the hub's store has it.
   *
   * @param messageId the store drops a second message of the same id
   */
  void publish(String kind, String messageId, byte[] data)
      throws IOException, InterruptedException {
    Headers headers = new Headers().add("Nats-Msg-Id", messageId);
    Message ack = request(Subjects.event(agent, kind), data, headers);
    try {
      if (!Json.mapper().readTree(ack.getData()).hasNonNull("stream")) {
        throw new IOException("the hub's store refused an event");
      }
    } catch (JsonProcessingException unreadable) {
      throw new IOException("no acknowledgement from the hub's store", unreadable);
    }
  }

  /** Core NATS: lost when the hub is away. */
  void heartbeat(byte[] data) throws IOException {
    try {
      connection.publish(Subjects.heartbeat(agent), data);
    } catch (IllegalStateException closed) {
      throw new IOException(NOT_CONNECTED, closed);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Message request(String subject, byte[] data, @Nullable Headers headers)
      throws IOException, InterruptedException {
    try {
      Message reply =
          connection.request(
              NatsMessage.builder().subject(subject).headers(headers).data(data).build(), REPLY);
      if (reply == null) {
        throw new IOException("no response from the hub on " + subject);
      }
      return reply;
    } catch (IllegalStateException closed) {
      throw new IOException(NOT_CONNECTED, closed);
    }
  }
}
