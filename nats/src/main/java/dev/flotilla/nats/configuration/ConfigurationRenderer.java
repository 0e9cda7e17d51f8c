// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.servers.JetStream;
import dev.flotilla.nats.cluster.servers.ServerLimits;
import dev.flotilla.nats.document.Quantity;
import dev.flotilla.nats.jwt.Jwt;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Renders the configuration that all servers of a NatsCluster share. It names no server: each gets
 * its name as {@code --name}, so that one file and one {@code config_digest} hold for all.
 */
public final class ConfigurationRenderer {
  /** Port for clients. */
  public static final int CLIENT_PORT = 4222;

  /** Port for routes. */
  public static final int CLUSTER_PORT = 6222;

  /** Port of the monitoring endpoints and probes. */
  public static final int MONITOR_PORT = 8222;

  /** Where the volume of streams is mounted. */
  public static final String STORE_DIRECTORY = "/data";

  /** Where the volume of the account resolver is mounted. */
  public static final String RESOLVER_DIRECTORY = "/data/resolver";

  // A guard against a runaway client, well below what 1 GiB holds.
  private static final int MOST_ACCOUNTS = 100_000;

  private ConfigurationRenderer() {}

  /** The configuration of this cluster under these rules. Equal arguments give equal text. */
  public static ServerConfiguration render(NatsCluster cluster, AccessRules rules) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("port", CLIENT_PORT);
    json.put("http_port", MONITOR_PORT);
    ListenerTls.ofClients(cluster.spec().access().tls()).ifPresent(tls -> json.set("tls", tls));
    lameDuck(json);
    json.put("write_deadline", "10s");
    limits(json, cluster.spec().settings().limits());
    if (!cluster.spec().settings().serverTags().isEmpty()) {
      ArrayNode tags = json.putArray("server_tags");
      cluster.spec().settings().serverTags().forEach(tags::add);
    }
    // A single server with a cluster block would wait for a second one before it serves streams.
    if (cluster.spec().servers().replicas() > 1) {
      json.set("cluster", routes(cluster));
    }
    if (cluster.spec().settings().jetStream().enabled()) {
      json.set("jetstream", jetStream(cluster.spec().settings().jetStream()));
    }
    ListenerBlocks.render(json, cluster, rules);
    Map<String, String> passwords =
        switch (rules) {
          case OperatorTrust trust -> {
            trust(json, trust);
            yield Map.of();
          }
          case LocalAccounts accounts -> {
            AccountBlocks.render(json, accounts, cluster.spec().settings().jetStream().enabled());
            yield accounts.passwords();
          }
        };
    if (cluster.spec().overlay().configuration() instanceof ObjectNode raw) {
      lay(raw, json);
    }
    return new ServerConfiguration(json, passwords);
  }

  private static void limits(ObjectNode json, ServerLimits limits) {
    put(json, "max_connections", limits.maxConnections());
    put(json, "max_payload", bytes(limits.maxPayload()));
    put(json, "max_pending", bytes(limits.maxPending()));
    put(json, "max_subscriptions", limits.maxSubscriptions());
  }

  private static void put(ObjectNode json, String name, @Nullable Number value) {
    if (value != null) {
      json.put(name, value.longValue());
    }
  }

  private static @Nullable Long bytes(@Nullable Quantity quantity) {
    return quantity == null ? null : quantity.rounded();
  }

  /** Objects are merged, everything else is replaced. */
  private static void lay(ObjectNode upper, ObjectNode lower) {
    upper
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue() instanceof ObjectNode above
                  && lower.get(entry.getKey()) instanceof ObjectNode below) {
                lay(above, below);
              } else {
                lower.set(entry.getKey(), entry.getValue().deepCopy());
              }
            });
  }

  /**
   * Clients are closed one by one over duration minus grace; the server refuses a duration under 30
   * s.
   */
  private static void lameDuck(ObjectNode json) {
    json.put("lame_duck_duration", "30s");
    json.put("lame_duck_grace_period", "2s");
  }

  /**
   * Routes have no password: this file is in a ConfigMap, where it would not be secret, and a
   * variable from a Secret would make the digest unpredictable. The NetworkPolicy restricts access
   * to the cluster port.
   */
  private static ObjectNode routes(NatsCluster cluster) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", cluster.clusterName());
    json.put("port", CLUSTER_PORT);
    // Pod addresses are of no use to clients outside and go stale inside.
    json.put("no_advertise", true);
    if (cluster.spec().access().tls().listeners().routes()) {
      json.set("tls", ListenerTls.OF_SERVERS.block(true));
    }
    ArrayNode routes = json.putArray("routes");
    for (int ordinal = 0; ordinal < cluster.spec().servers().replicas(); ordinal++) {
      String host = cluster.name() + "-" + ordinal + "." + cluster.name() + "-headless";
      routes.add("nats://" + host + ":" + CLUSTER_PORT);
    }
    return json;
  }

  private static ObjectNode jetStream(JetStream jetStream) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("store_dir", STORE_DIRECTORY);
    json.put("max_file_store", jetStream.fileStore().usable());
    json.put("max_memory_store", jetStream.memoryStore().bytes());
    if (jetStream.domain() != null) {
      json.put("domain", jetStream.domain());
    }
    if (jetStream.syncInterval() != null) {
      json.put("sync_interval", jetStream.syncInterval());
    }
    return json;
  }

  private static void trust(ObjectNode json, OperatorTrust trust) {
    json.put("operator", trust.operator().text());
    json.put("system_account", trust.systemAccount());
    ObjectNode resolver = json.putObject("resolver");
    resolver.put("type", "full");
    resolver.put("dir", RESOLVER_DIRECTORY);
    // Deleting renames the file, and only claims signed by the operator can ask for it.
    resolver.put("allow_delete", true);
    resolver.put("interval", "2m");
    resolver.put("timeout", "1900ms");
    resolver.put("limit", MOST_ACCOUNTS);
    ObjectNode preload = json.putObject("resolver_preload");
    trust.accounts().stream()
        .sorted(Comparator.comparing(Jwt::subject))
        .forEach(account -> preload.put(account.subject(), account.text()));
  }
}
