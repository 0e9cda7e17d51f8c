// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.tls;

import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.nats.cluster.listeners.Gateway;
import dev.flotilla.nats.configuration.GatewayBlock;
import dev.flotilla.nats.configuration.ListenerTls;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The CA certificates with which servers of other clusters are verified, where a document names
 * them.
 */
public final class GatewayRoots {
  private static final String VOLUME = "gateway";

  private GatewayRoots() {}

  /** The volume. */
  public static Optional<Map<String, Object>> volume(Blueprint blueprint) {
    return Optional.ofNullable(blueprint.spec().listeners().gateway())
        .map(Gateway::caSecret)
        .map(
            secret ->
                Tree.object(
                    "name",
                    VOLUME,
                    "secret",
                    Tree.object(
                        "secretName",
                        secret.name(),
                        "items",
                        List.of(Tree.object("key", secret.key(), "path", ListenerTls.AUTHORITY)))));
  }

  /** Its mount in the container of the server. */
  public static Optional<Map<String, Object>> mount(Blueprint blueprint) {
    return volume(blueprint)
        .map(
            _ ->
                Tree.object(
                    "name", VOLUME, "mountPath", GatewayBlock.ROOTS_DIRECTORY, "readOnly", true));
  }
}
