// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.addon;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.server.ExporterSidecar;
import dev.flotilla.nats.cluster.addons.PodMonitor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A PodMonitor.
 *
 * @param addon the add-on that it belongs to
 * @param name its name
 * @param spec its settings
 */
record Monitor(Addon addon, String name, PodMonitor spec) {
  /** Scrapes the pods with those labels. */
  Manifest of(Map<String, Object> selector) {
    Map<String, Object> labels = new LinkedHashMap<>(spec.labels());
    labels.putAll(addon.labels());
    Map<String, Object> metadata = addon.metadata(name);
    metadata.put("labels", labels);
    return new Manifest(
        Kind.POD_MONITOR,
        metadata,
        Tree.object(
            "spec",
            Tree.object(
                "selector",
                Tree.object("matchLabels", selector),
                "podMetricsEndpoints",
                List.of(Tree.object("port", ExporterSidecar.PORT, "interval", spec.interval())))));
  }
}
