// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.settings.AgentSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;

/** Reads the local policy, each time afresh: a stricter one takes effect at once. */
@ApplicationScoped
class PolicyStore {
  private final KubernetesObjects objects;
  private final AgentSettings settings;

  PolicyStore(KubernetesObjects objects, AgentSettings settings) {
    this.objects = objects;
    this.settings = settings;
  }

  Policy load() {
    Map<String, String> data =
        objects
            .find(Kind.CONFIG_MAP, settings.namespace(), settings.policyConfigMap())
            .map(PolicyStore::data)
            .orElseGet(Map::of);
    return Policy.read(data, settings.served());
  }

  private static Map<String, String> data(Live configMap) {
    Map<String, String> data = new TreeMap<>();
    if (Tree.at(configMap.tree(), "data").orElse(null) instanceof Map<?, ?> entries) {
      entries.forEach((key, value) -> data.put(String.valueOf(key), String.valueOf(value)));
    }
    return data;
  }
}
