// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who else writes while servers are changed: a GitOps tool that would set an object back, and NACK,
 * which creates and updates streams.
 */
final class ExternalWriters {
  /** Parts of the name of a field manager. */
  private static final Map<String, String> MANAGERS =
      Map.of(
          "argocd", "Argo CD",
          "kustomize-controller", "Flux",
          "helm-controller", "Flux",
          "helm", "Helm");

  /** Labels and annotations that tools leave. */
  private static final Map<String, String> MARKS =
      Map.of(
          "argocd.argoproj.io/tracking-id", "Argo CD",
          "argocd.argoproj.io/instance", "Argo CD",
          "kustomize.toolkit.fluxcd.io/name", "Flux",
          "helm.toolkit.fluxcd.io/name", "Flux",
          "meta.helm.sh/release-name", "Helm");

  /** The image of NACK's controller, however it was installed. */
  private static final String NACK = "jetstream-controller";

  private ExternalWriters() {}

  /**
   * A warning for each.
   *
   * @param objects the NatsCluster and its StatefulSet
   * @param deployments of their namespace
   */
  static List<Problem> judge(List<Live> objects, List<Live> deployments) {
    return Stream.concat(
            objects.stream()
                .flatMap(object -> tools(object).stream().map(tool -> sets(tool, object))),
            deployments.stream().filter(ExternalWriters::isNack).map(ExternalWriters::reconciles))
        .toList();
  }

  private static Set<String> tools(Live object) {
    Set<String> tools = new TreeSet<>();
    for (Object entry : Tree.list(object.tree(), "metadata", "managedFields")) {
      String manager = Tree.text(entry, "manager").toLowerCase(Locale.ROOT);
      MANAGERS.entrySet().stream()
          .filter(known -> manager.contains(known.getKey()))
          // Flux's helm-controller is not Helm.
          .filter(known -> !known.getKey().equals("helm") || !manager.contains("controller"))
          .forEach(known -> tools.add(known.getValue()));
    }
    MARKS.forEach(
        (key, tool) -> {
          if (!object.label(key).isEmpty() || !object.annotation(key).isEmpty()) {
            tools.add(tool);
          }
        });
    return tools;
  }

  private static Problem sets(String tool, Live object) {
    return new Problem(
        Code.EXTERNAL_WRITERS,
        "%s writes %s %s as well, and may set it back"
            .formatted(tool, object.kind().name(), object.name()),
        "Make the change there, or suspend it until the servers are changed.");
  }

  private static boolean isNack(Live deployment) {
    return Tree.number(deployment.tree(), "spec", "replicas") > 0
        && Tree.list(deployment.tree(), "spec", "template", "spec", "containers").stream()
            .anyMatch(container -> Tree.text(container, "image").contains(NACK));
  }

  private static Problem reconciles(Live deployment) {
    return new Problem(
        Code.EXTERNAL_WRITERS,
        "NACK (Deployment %s) creates and updates streams while servers restart"
            .formatted(deployment.name()),
        "Change no Stream or Consumer resource until all servers are changed, above all to a feature of the newer version.");
  }
}
