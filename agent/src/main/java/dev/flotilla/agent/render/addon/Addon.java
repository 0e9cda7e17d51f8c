// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.addon;

import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Labels;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One of those that stand beside the servers.
 *
 * @param blueprint what it stands beside
 * @param component what it is, as labels say it
 */
record Addon(Blueprint blueprint, String component) {
  private static final String COMPONENT = "app.kubernetes.io/component";
  private static final String VERSION = "app.kubernetes.io/version";

  /** Metadata of one of its objects. */
  Map<String, Object> metadata(String name) {
    Map<String, Object> metadata = new LinkedHashMap<>(blueprint.metadata(name));
    metadata.put("labels", labels());
    return metadata;
  }

  /** Labels by which its pods are found. */
  Map<String, Object> selector() {
    Map<String, Object> selector = new LinkedHashMap<>(Labels.selector(blueprint.name()));
    selector.put(COMPONENT, component);
    return selector;
  }

  /** Labels by which no Service and no budget of the servers finds it; its version is its own. */
  Map<String, Object> labels() {
    Map<String, Object> labels = new LinkedHashMap<>(blueprint.labels());
    labels.put(COMPONENT, component);
    labels.put(Labels.ADDON, component);
    labels.remove(VERSION);
    return labels;
  }
}
