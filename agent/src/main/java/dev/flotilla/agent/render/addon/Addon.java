// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.addon;

import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Labels;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One add-on.
 *
 * @param blueprint of the NatsCluster
 * @param component its name in labels
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

  /** Selector of its pods. */
  Map<String, Object> selector() {
    Map<String, Object> selector = new LinkedHashMap<>(Labels.selector(blueprint.name()));
    selector.put(COMPONENT, component);
    return selector;
  }

  /** Labels that no Service and no budget of the servers selects; the version label is left out. */
  Map<String, Object> labels() {
    Map<String, Object> labels = new LinkedHashMap<>(blueprint.labels());
    labels.put(COMPONENT, component);
    labels.put(Labels.ADDON, component);
    labels.remove(VERSION);
    return labels;
  }
}
