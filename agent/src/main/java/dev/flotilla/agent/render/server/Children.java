// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.server;

import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.service.Services;
import java.util.ArrayList;
import java.util.List;

/**
 * The children that are applied in any order and without a gate, before the servers are changed.
 */
public final class Children {
  private Children() {}

  /** Configuration and Services. The StatefulSet and the budget belong to the rolling engine. */
  public static List<Manifest> of(Blueprint blueprint) {
    List<Manifest> children = new ArrayList<>();
    children.add(Configuration.configMap(blueprint));
    children.addAll(Services.of(blueprint));
    return List.copyOf(children);
  }
}
