// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.cluster.pods.Placement;
import dev.flotilla.nats.cluster.pods.Spread;
import dev.flotilla.protocol.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pod of one server, fit for Pod Security {@code restricted}. */
final class PodTemplate {
  /** The image sets no user of its own, and a pod that must not run as root needs one. */
  private static final int USER = 1000;

  private PodTemplate() {}

  static Map<String, Object> of(Blueprint blueprint) {
    return Tree.object(
        "metadata",
            Tree.object("labels", blueprint.labels(), "annotations", annotations(blueprint)),
        "spec", spec(blueprint));
  }

  /** A changed configuration is a changed template, and so rolls. */
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
        "securityContext", securityContext(),
        "imagePullSecrets", names(blueprint.spec().servers().imagePullSecrets()),
        "containers", containers(blueprint),
        "topologySpreadConstraints", spread(blueprint),
        "nodeSelector", placement.nodeSelector().isEmpty() ? null : placement.nodeSelector(),
        "affinity", plain(placement.affinity()),
        "tolerations", plain(placement.tolerations()),
        "priorityClassName", placement.priorityClassName(),
        "volumes", volumes(blueprint));
  }

  private static List<Object> containers(Blueprint blueprint) {
    return blueprint.spec().addons().exporter().enabled()
        ? List.of(Container.of(blueprint), ExporterSidecar.of(blueprint))
        : List.of(Container.of(blueprint));
  }

  static Map<String, Object> securityContext() {
    return Tree.object(
        "runAsNonRoot",
        true,
        "runAsUser",
        USER,
        "runAsGroup",
        USER,
        "fsGroup",
        USER,
        "fsGroupChangePolicy",
        "OnRootMismatch",
        "seccompProfile",
        Tree.object("type", "RuntimeDefault"));
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
   * A skew of one alone would let the scheduler put two servers of three on one of two nodes. Of
   * zones there may be fewer than servers.
   */
  private static @Nullable Integer ownDomains(Spread spread, Blueprint blueprint) {
    return spread.required() && spread.topologyKey().equals(Spread.HOSTNAME)
        ? blueprint.spec().servers().replicas()
        : null;
  }

  static @Nullable List<Object> names(List<String> secrets) {
    List<Object> names = new ArrayList<>();
    secrets.forEach(secret -> names.add(Tree.object("name", secret)));
    return names.isEmpty() ? null : names;
  }

  /** What Kubernetes itself defines is passed on as it was written. */
  static @Nullable Object plain(@Nullable JsonNode node) {
    return node == null ? null : Json.mapper().convertValue(node, Object.class);
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
