// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.connection;

import dev.flotilla.nats.jwt.Login;
import io.nats.client.ConnectionListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Where to connect, with which credentials, and how; the rest is up to {@link NatsConnections}.
 *
 * @param servers URLs such as {@code nats://host:4222}, {@code tls://host:4222} or {@code
 *     wss://host:443}
 * @param name shown by the server in its connection list
 * @param credentials asked at each connect and reconnect, so that renewed ones are used; empty for
 *     none
 * @param tls context with the trusted roots and, for mutual TLS, the client certificate; empty for
 *     plain text
 * @param tlsFirst whether the TLS handshake comes first ({@code handshake_first})
 * @param inboxPrefix prefix of reply subjects with its final dot; empty for the usual {@code
 *     _INBOX.}
 * @param reconnectJitter most time added to the wait before a reconnect; give a large fleet ten
 *     seconds
 * @param connectTimeout most time for one attempt at one server
 * @param reconnects whether a lost connection is re-established
 * @param listener notified of connects, disconnects and reconnects; empty for none
 */
public record ConnectionSettings(
    List<String> servers,
    String name,
    Optional<Supplier<? extends Login>> credentials,
    Optional<SSLContext> tls,
    boolean tlsFirst,
    Optional<String> inboxPrefix,
    Duration reconnectJitter,
    Duration connectTimeout,
    boolean reconnects,
    Optional<ConnectionListener> listener) {
  public ConnectionSettings {
    servers = List.copyOf(servers);
  }

  /** A connection to these servers in plain text, without credentials, that reconnects for ever. */
  public static ConnectionSettings to(List<String> servers, String name) {
    return new ConnectionSettings(
        servers,
        name,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        true,
        Optional.empty());
  }

  /** The same as this user. */
  public ConnectionSettings as(Supplier<? extends Login> user) {
    return new ConnectionSettings(
        servers,
        name,
        Optional.of(user),
        tls,
        tlsFirst,
        inboxPrefix,
        reconnectJitter,
        connectTimeout,
        reconnects,
        listener);
  }

  /** The same with a TLS handshake first. */
  public ConnectionSettings overTlsFirst(SSLContext context) {
    return new ConnectionSettings(
        servers,
        name,
        credentials,
        Optional.of(context),
        true,
        inboxPrefix,
        reconnectJitter,
        connectTimeout,
        reconnects,
        listener);
  }

  /** The same with TLS after the server's INFO; in plain text without a context. */
  public ConnectionSettings overTls(Optional<SSLContext> context) {
    return new ConnectionSettings(
        servers,
        name,
        credentials,
        context,
        false,
        inboxPrefix,
        reconnectJitter,
        connectTimeout,
        reconnects,
        listener);
  }

  /** The same with reply subjects under this prefix, which ends with a dot. */
  public ConnectionSettings withInboxPrefix(String prefix) {
    return new ConnectionSettings(
        servers,
        name,
        credentials,
        tls,
        tlsFirst,
        Optional.of(prefix),
        reconnectJitter,
        connectTimeout,
        reconnects,
        listener);
  }

  /** The same with another jitter. */
  public ConnectionSettings withReconnectJitter(Duration jitter) {
    return new ConnectionSettings(
        servers,
        name,
        credentials,
        tls,
        tlsFirst,
        inboxPrefix,
        jitter,
        connectTimeout,
        reconnects,
        listener);
  }

  /** The same without reconnects. */
  public ConnectionSettings once() {
    return new ConnectionSettings(
        servers,
        name,
        credentials,
        tls,
        tlsFirst,
        inboxPrefix,
        reconnectJitter,
        connectTimeout,
        false,
        listener);
  }

  /** The same with at most this time for one attempt at one server. */
  public ConnectionSettings within(Duration timeout) {
    return new ConnectionSettings(
        servers,
        name,
        credentials,
        tls,
        tlsFirst,
        inboxPrefix,
        reconnectJitter,
        timeout,
        reconnects,
        listener);
  }

  /** The same settings with a listener for connects and disconnects. */
  public ConnectionSettings withListener(ConnectionListener added) {
    return new ConnectionSettings(
        servers,
        name,
        credentials,
        tls,
        tlsFirst,
        inboxPrefix,
        reconnectJitter,
        connectTimeout,
        reconnects,
        Optional.of(added));
  }
}
