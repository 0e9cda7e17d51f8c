// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.server;

import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.pod.PodFields;
import dev.flotilla.agent.render.pod.PodSecurity;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.addons.Exporter;
import dev.flotilla.nats.configuration.ConfigurationRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The container that exports a server's metrics, with the name and arguments of the official chart.
 */
public final class ExporterSidecar {
  /** Name of its port, which PodMonitors refer to. */
  public static final String PORT = "prom-metrics";

  private ExporterSidecar() {}

  static Map<String, Object> of(Blueprint blueprint) {
    NatsClusterSpec spec = blueprint.spec();
    Exporter exporter = spec.addons().exporter();
    return Tree.object(
        "name", "prom-exporter",
        "image", exporter.image(),
        "imagePullPolicy", spec.servers().imagePullPolicy(),
        "args", arguments(spec),
        "ports",
            List.of(Tree.object("name", PORT, "containerPort", exporter.port(), "protocol", "TCP")),
        "resources", PodFields.resources(exporter.resources()),
        "securityContext", PodSecurity.ofContainer());
  }

  /** By name and not by id, which changes with each restart. */
  private static List<String> arguments(NatsClusterSpec spec) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-port=" + spec.addons().exporter().port(),
                "-connz",
                "-routez",
                "-subz",
                "-varz",
                "-prefix=nats",
                "-use_internal_server_name"));
    if (spec.settings().jetStream().enabled()) {
      arguments.add("-jsz=all");
    }
    if (spec.listeners().leafNodes().enabled()
        || !spec.listeners().leafNodes().remotes().isEmpty()) {
      arguments.add("-leafz");
    }
    if (spec.listeners().gateway() != null) {
      arguments.add("-gatewayz");
    }
    arguments.add("http://localhost:" + ConfigurationRenderer.MONITOR_PORT + "/");
    return arguments;
  }
}
