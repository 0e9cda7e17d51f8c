// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.server;

import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.render.TemplateDigest;
import dev.flotilla.agent.render.pod.PodFields;
import dev.flotilla.agent.render.pod.PodSecurity;
import dev.flotilla.agent.render.tls.GatewayRoots;
import dev.flotilla.agent.render.tls.LeafFiles;
import dev.flotilla.agent.render.tls.TlsFiles;
import dev.flotilla.nats.cluster.pods.Placement;
import dev.flotilla.nats.cluster.pods.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pod of one server, which satisfies Pod Security {@code restricted}. */
public final class PodTemplate {
  private PodTemplate() {}

  /** Metadata and spec of the pod. */
  public static Map<String, Object> of(Blueprint blueprint) {
    return Tree.object(
        "metadata",
            Tree.object("labels", blueprint.labels(), "annotations", annotations(blueprint)),
        "spec", spec(blueprint));
  }

  /** A changed configuration changes the template, and so rolls. */
  private static Map<String, Object> annotations(Blueprint blueprint) {
    Map<String, Object> annotations = new LinkedHashMap<>(blueprint.spec().overlay().annotations());
    annotations.put("checksum/config", TemplateDigest.of(blueprint.configuration()));
    TlsFiles.annotate(blueprint, annotations);
    Passwords.annotate(blueprint, annotations);
    return annotations;
  }

  private static Map<String, Object> spec(Blueprint blueprint) {
    Placement placement = blueprint.spec().pods().placement();
    return Tree.object(
        "automountServiceAccountToken", false,
        "enableServiceLinks", false,
        "terminationGracePeriodSeconds", 60,
        "securityContext", PodSecurity.ofPod(),
        "imagePullSecrets", PodFields.pullSecrets(blueprint.spec().servers().imagePullSecrets()),
        "containers", containers(blueprint),
        "topologySpreadConstraints", spread(blueprint),
        "nodeSelector", placement.nodeSelector().isEmpty() ? null : placement.nodeSelector(),
        "affinity", PodFields.verbatim(placement.affinity()),
        "tolerations", PodFields.verbatim(placement.tolerations()),
        "priorityClassName", placement.priorityClassName(),
        "volumes", volumes(blueprint));
  }

  private static List<Object> containers(Blueprint blueprint) {
    return blueprint.spec().addons().exporter().enabled()
        ? List.of(ServerContainer.of(blueprint), ExporterSidecar.of(blueprint))
        : List.of(ServerContainer.of(blueprint));
  }

  private static List<Object> spread(Blueprint blueprint) {
    List<Object> constraints = new ArrayList<>();
    for (Spread spread : blueprint.spec().pods().placement().spread()) {
      constraints.add(
          Tree.object(
              "maxSkew",
              1,
              "minDomains",
              ownDomains(spread, blueprint),
              "topologyKey",
              spread.topologyKey(),
              "whenUnsatisfiable",
              spread.required() ? "DoNotSchedule" : "ScheduleAnyway",
              "labelSelector",
              Tree.object("matchLabels", Labels.selector(blueprint.name()))));
    }
    return constraints;
  }

  /**
   * A skew of one alone would allow two servers of three on one of two nodes. There may be fewer
   * zones than servers.
   */
  private static @Nullable Integer ownDomains(Spread spread, Blueprint blueprint) {
    return spread.required() && spread.topologyKey().equals(Spread.HOSTNAME)
        ? blueprint.spec().servers().replicas()
        : null;
  }

  private static List<Object> volumes(Blueprint blueprint) {
    List<Object> volumes = new ArrayList<>();
    volumes.add(
        Tree.object(
            "name", "config", "configMap", Tree.object("name", blueprint.names().configMap())));
    volumes.add(Tree.object("name", "pid", "emptyDir", Map.of()));
    TlsFiles.volume(blueprint, volumes);
    LeafFiles.volume(blueprint).ifPresent(volumes::add);
    GatewayRoots.volume(blueprint).ifPresent(volumes::add);
    return volumes;
  }
}
