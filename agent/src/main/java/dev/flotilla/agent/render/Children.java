// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.agent.kubernetes.Manifest;
import java.util.List;

/**
 * The children that need no order and no gate between them: they are in place before the servers
 * are touched.
 */
public final class Children {
  private Children() {}

  /** Configuration and Services. The StatefulSet and the budget belong to the rolling engine. */
  public static List<Manifest> of(Blueprint blueprint) {
    return List.of(
        Configuration.configMap(blueprint),
        Services.headless(blueprint),
        Services.client(blueprint));
  }
}
