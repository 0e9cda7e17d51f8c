// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natsserver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.keys.NatsTrust;
import dev.flotilla.nats.document.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of the hub's nats-server, as JSON (valid server configuration). Limits are
 * chosen for many idle agents that all come back at once after an outage: handshakes are paced, and
 * a slow reader is dropped before it fills memory.
 *
 * @param name the server's name
 * @param listeners where it listens
 * @param storage its folders
 * @param trust operator and accounts
 */
public record HubServerConfiguration(
    String name, Listeners listeners, Storage storage, NatsTrust trust) {
  private static final int MAX_CONNECTIONS = 80_000;
  private static final int TLS_HANDSHAKES_A_SECOND = 600;
  private static final long MAX_PENDING_BYTES = 8L * 1024 * 1024;
  private static final int TLS_TIMEOUT_SECONDS = 10;
  private static final int USABLE_PERCENT = 85;
  private static final int WHOLE = 100;

  /**
   * Where the server listens.
   *
   * @param host address for clients, such as {@code 0.0.0.0}
   * @param port clients over TLS
   * @param webSocketPort clients over WebSocket and TLS
   * @param monitor {@code address:port} of plain HTTP monitoring, never a public address
   */
  public record Listeners(String host, int port, int webSocketPort, String monitor) {}

  /**
   * The server's folders.
   *
   * @param data holds streams and account claims
   * @param tls holds {@code server.crt}, {@code server.key} and {@code ca.crt}
   * @param volume size of the volume that {@code data} is on; empty: the server takes three
   *     quarters of what is free when it starts
   */
  public record Storage(Path data, Path tls, Optional<Quantity> volume) {}

  /** The configuration as a tree. */
  public ObjectNode json() {
    ObjectNode server = JsonNodeFactory.instance.objectNode();
    server.put("server_name", name);
    server.put("host", listeners.host());
    server.put("port", listeners.port());
    server.put("http", listeners.monitor());
    server.put("max_connections", MAX_CONNECTIONS);
    server.put("max_pending", MAX_PENDING_BYTES);
    server.put("ping_interval", "30s");
    server.put("write_deadline", "10s");
    server.put("lame_duck_duration", "30s");
    server.put("lame_duck_grace_period", "1s");
    server.set("authorization", JsonNodeFactory.instance.objectNode().put("timeout", 10));
    server.set("tls", tls().put("handshake_first", true));
    server.set("websocket", webSocket());
    server.set("jetstream", jetStream());
    server.put("operator", trust.operator().text());
    server.put("system_account", trust.system().id());
    server.set("resolver", resolver());
    server.set("resolver_preload", preload());
    return server;
  }

  private ObjectNode tls() {
    ObjectNode tls = JsonNodeFactory.instance.objectNode();
    tls.put("cert_file", file("server.crt"));
    tls.put("key_file", file("server.key"));
    tls.put("ca_file", file("ca.crt"));
    tls.put("verify", true);
    tls.put("min_version", "1.3");
    tls.put("timeout", TLS_TIMEOUT_SECONDS);
    tls.put("connection_rate_limit", TLS_HANDSHAKES_A_SECOND);
    return tls;
  }

  private ObjectNode webSocket() {
    ObjectNode webSocket = JsonNodeFactory.instance.objectNode();
    webSocket.put("host", listeners.host());
    webSocket.put("port", listeners.webSocketPort());
    webSocket.put("handshake_timeout", "10s");
    ObjectNode tls = tls();
    tls.remove(List.of("timeout", "connection_rate_limit"));
    webSocket.set("tls", tls);
    return webSocket;
  }

  // Every acknowledged write is on disk: the API promises it, and the server's own default is to
  // write out every two minutes.
  private ObjectNode jetStream() {
    ObjectNode jetStream = JsonNodeFactory.instance.objectNode();
    jetStream.put("store_dir", storage.data().resolve("jetstream").toString());
    jetStream.put("sync_interval", "always");
    storage.volume().ifPresent(volume -> jetStream.put("max_file_store", usable(volume)));
    return jetStream;
  }

  // A file system, the account claims and files that are being compacted need room as well.
  private static long usable(Quantity volume) {
    return volume.rounded() / WHOLE * USABLE_PERCENT;
  }

  private ObjectNode resolver() {
    ObjectNode resolver = JsonNodeFactory.instance.objectNode();
    resolver.put("type", "full");
    resolver.put("dir", storage.data().resolve("resolver").toString());
    resolver.put("allow_delete", false);
    resolver.put("interval", "2m");
    return resolver;
  }

  // Claims of the first day: the resolver keeps a newer one that it was given since.
  private ObjectNode preload() {
    ObjectNode preload = JsonNodeFactory.instance.objectNode();
    for (NatsTrust.Account account : List.of(trust.system(), trust.hub(), trust.agents())) {
      preload.put(account.id(), account.claims().text());
    }
    return preload;
  }

  private String file(String name) {
    return storage.tls().resolve(name).toString();
  }
}
