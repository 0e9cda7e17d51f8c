// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.agent.kubernetes.Tree;
import java.util.List;
import java.util.Map;

/** The pod of one server, fit for Pod Security {@code restricted}. */
final class PodTemplate {
  /** The image sets no user of its own, and a pod that must not run as root needs one. */
  private static final int USER = 1000;

  private PodTemplate() {}

  static Map<String, Object> of(Blueprint blueprint) {
    return Tree.object(
        "metadata",
            Tree.object(
                "labels", Labels.of(blueprint.name(), blueprint.spec().version()),
                "annotations",
                    // A changed configuration is a changed template, and so rolls.
                    Tree.object("checksum/config", Digest.of(blueprint.configuration()))),
        "spec", spec(blueprint));
  }

  private static Map<String, Object> spec(Blueprint blueprint) {
    return Tree.object(
        "automountServiceAccountToken", false,
        "enableServiceLinks", false,
        "terminationGracePeriodSeconds", 60,
        "securityContext", securityContext(),
        "containers", List.of(Container.of(blueprint)),
        "topologySpreadConstraints", List.of(spreadOverNodes(blueprint)),
        "volumes", volumes(blueprint));
  }

  private static Map<String, Object> securityContext() {
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

  private static Map<String, Object> spreadOverNodes(Blueprint blueprint) {
    return Tree.object(
        "maxSkew",
        1,
        "topologyKey",
        "kubernetes.io/hostname",
        "whenUnsatisfiable",
        "ScheduleAnyway",
        "labelSelector",
        Tree.object("matchLabels", Labels.selector(blueprint.name())));
  }

  private static List<Object> volumes(Blueprint blueprint) {
    return List.of(
        Tree.object(
            "name", "config", "configMap", Tree.object("name", blueprint.names().configMap())),
        Tree.object("name", "pid", "emptyDir", Map.of()));
  }
}
