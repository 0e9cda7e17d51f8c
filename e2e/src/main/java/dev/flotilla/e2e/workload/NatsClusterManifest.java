// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A NatsCluster as a user would write it.
 *
 * @param name of the NatsCluster
 * @param namespace of it
 * @param spec its fields, by their path without {@code spec}
 */
public record NatsClusterManifest(String name, String namespace, Map<String, String> spec) {

  public NatsClusterManifest {
    spec = Map.copyOf(spec);
  }

  /** Three servers with JetStream on small volumes. */
  public static NatsClusterManifest of(String name, String namespace) {
    return new NatsClusterManifest(
        name,
        namespace,
        Map.of(
            "version", "2.15.2",
            "replicas", "3",
            "jetStream", "{fileStore: {size: 1Gi}}",
            "resolver", "{size: 64Mi}",
            "resources", "{requests: {cpu: 10m, memory: 32Mi}, limits: {memory: 256Mi}}"));
  }

  /** The same with one field, as YAML, set or replaced. */
  public NatsClusterManifest with(String field, String yaml) {
    var changed = new LinkedHashMap<>(spec);
    changed.put(field, yaml);
    return new NatsClusterManifest(name, namespace, changed);
  }

  public String yaml() {
    var text = new StringBuilder();
    text.append("apiVersion: flotilla.dev/v1alpha1\nkind: NatsCluster\n");
    text.append("metadata:\n  name: ")
        .append(name)
        .append("\n  namespace: ")
        .append(namespace)
        .append("\nspec:\n");
    spec.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            field ->
                text.append("  ")
                    .append(field.getKey())
                    .append(": ")
                    .append(field.getValue())
                    .append('\n'));
    return text.toString();
  }
}
