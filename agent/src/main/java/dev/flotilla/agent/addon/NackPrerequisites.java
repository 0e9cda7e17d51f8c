// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.render.addon.NackPod;
import dev.flotilla.agent.settings.AgentSettings;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What NACK requires and the agent cannot create: permissions, CRDs, and a namespace of its own.
 */
@ApplicationScoped
class NackPrerequisites {
  private static final String API_VERSION = "jetstream.nats.io/v1beta2";

  private final KubernetesObjects objects;
  private final AgentSettings settings;

  NackPrerequisites(KubernetesObjects objects, AgentSettings settings) {
    this.objects = objects;
    this.settings = settings;
  }

  /** Why NACK cannot run for these servers; empty when it can, or is not requested. */
  Optional<Problem> hindrance(Blueprint blueprint) {
    if (!blueprint.spec().addons().nack().enabled()) {
      return Optional.empty();
    }
    if (settings.nackServiceAccount().isEmpty()) {
      return Optional.of(withoutRights());
    }
    if (!objects.knows(API_VERSION)) {
      return Optional.of(withoutDefinitions());
    }
    return other(
        objects.labelled(Kind.DEPLOYMENT, blueprint.namespace(), Labels.ADDON, NackPod.COMPONENT),
        blueprint.uid());
  }

  /**
   * NACK reconciles every resource of the namespace, so two would create each stream twice. Of two
   * that were created at once the older one stays; both agents decide the same.
   */
  static Optional<Problem> other(List<Live> present, String uid) {
    return present.stream()
        .min(
            Comparator.comparing(
                    (Live live) -> Tree.text(live.tree(), "metadata", "creationTimestamp"))
                .thenComparing(Live::name))
        .filter(first -> !first.controlledBy(uid))
        .map(
            first ->
                new Problem(
                    Code.NACK_TWICE,
                    "Deployment " + first.name() + " already runs NACK in this namespace",
                    "Move this NatsCluster to another namespace, or disable nack.enabled in one of the two."));
  }

  private static Problem withoutRights() {
    return new Problem(
        Code.NACK_WITHOUT_RIGHTS,
        "NACK has no ServiceAccount, and the agent is not allowed to create one",
        "Set nack.enabled to true in the values of the agent's chart.");
  }

  private static Problem withoutDefinitions() {
    return new Problem(
        Code.NACK_WITHOUT_DEFINITIONS,
        "Kubernetes does not know the API " + API_VERSION + ", so NACK has nothing to do",
        "Install the CustomResourceDefinitions of NACK, in the folder crds of its chart.");
  }
}
