// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.server;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;

/** The ConfigMap with the servers' configuration. */
final class Configuration {
  static final String FILE = "nats.conf";

  private Configuration() {}

  static Manifest configMap(Blueprint blueprint) {
    return new Manifest(
        Kind.CONFIG_MAP,
        blueprint.metadata(blueprint.names().configMap()),
        Tree.object("data", Tree.object(FILE, blueprint.configuration())));
  }
}
