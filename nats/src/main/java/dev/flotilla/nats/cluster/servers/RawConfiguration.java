// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.servers;

import static dev.flotilla.nats.document.FindingCode.RESERVED_SETTING;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.document.Section;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of nats-server that NatsCluster has no field for. They are merged over the rendered
 * configuration; settings that Flotilla manages cannot be changed that way.
 */
public final class RawConfiguration {
  /** With these changed, the agent or the other servers could lose the connection to a server. */
  private static final Set<String> RESERVED =
      Set.of(
          "accounts",
          "authorization",
          "cluster",
          "gateway",
          "host",
          "http",
          "http_port",
          "https",
          "https_port",
          "include",
          "jetstream",
          "leaf",
          "leafnodes",
          "listen",
          "monitor_port",
          "mqtt",
          "net",
          "no_auth_user",
          "operator",
          "operators",
          "pid_file",
          "port",
          "ports_file_dir",
          "resolver",
          "resolver_preload",
          "resolver_tls",
          "root",
          "roots",
          "server_name",
          "system",
          "system_account",
          "tls",
          "trusted",
          "trusted_keys",
          "websocket",
          "ws");

  private RawConfiguration() {}

  public static Optional<JsonNode> read(Section spec, String name) {
    Optional<JsonNode> given = spec.object(name);
    given.ifPresent(
        settings -> settings.fieldNames().forEachRemaining(key -> judge(spec, name, key)));
    given.ifPresent(settings -> requireWhole(spec, name, settings));
    return given;
  }

  private static void judge(Section spec, String name, String key) {
    // nats-server reads its settings without regard to case.
    if (RESERVED.contains(key.toLowerCase(java.util.Locale.ROOT))) {
      spec.report(
          RESERVED_SETTING,
          spec.field(name + "." + key),
          key + " is managed by Flotilla.",
          "Use the corresponding field of NatsCluster, or remove it.");
    }
  }

  /** The server's parser knows no null, and a fraction would have no predictable digest. */
  private static void requireWhole(Section spec, String path, JsonNode node) {
    if (node.isNull() || node.isFloatingPointNumber()) {
      spec.bad(path, spec.field(path) + " is " + node + ", which nats-server cannot parse.");
    }
    node.properties()
        .forEach(entry -> requireWhole(spec, path + "." + entry.getKey(), entry.getValue()));
    for (int index = 0; node.isArray() && index < node.size(); index++) {
      requireWhole(spec, path + "[" + index + "]", node.get(index));
    }
  }
}
