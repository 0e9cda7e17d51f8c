// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.ChildWriter;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.protocol.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reconciles the add-ons. Nothing here ends a pass: problems are reported. No intent is recorded
 * beforehand, because the next pass undoes what a paused agent may still have done.
 */
@ApplicationScoped
public class AddonReconciler {
  private final KubernetesObjects objects;
  private final ChildWriter children;

  AddonReconciler(KubernetesObjects objects, ChildWriter children) {
    this.objects = objects;
    this.children = children;
  }

  /**
   * Applies every change that is due and can be applied.
   *
   * @param rolling whether servers are being changed
   * @throws KubernetesClientException with code 409 when one of them was changed in the meantime
   */
  public AddonReport keep(AddonDraft addons, boolean rolling) {
    List<Problem> problems = new ArrayList<>(addons.problems());
    AddonTurns.due(addons.changes(), rolling)
        .forEach(change -> carryOut(change).ifPresent(problems::add));
    addons.wanted().stream()
        .filter(addon -> addon.kind().equals(Kind.DEPLOYMENT) && !addons.refuses(addon))
        .forEach(addon -> unready(addon).ifPresent(problems::add));
    return new AddonReport(addons.wanted().stream().map(AddonRefusal::title).toList(), problems);
  }

  private Optional<Problem> carryOut(Change change) {
    if (!change.writes()) {
      return change.refusal();
    }
    try {
      var _ = children.carryOut(change);
      return Optional.empty();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        throw refused;
      }
      return Optional.of(AddonRefusal.of(change, refused));
    }
  }

  /** Read after the servers were reconciled, which takes a while. */
  private Optional<Problem> unready(Manifest deployment) {
    try {
      return objects
          .find(Kind.DEPLOYMENT, deployment.namespace(), deployment.name())
          .filter(live -> !AddonReadiness.isReady(live))
          .map(live -> AddonReadiness.problem(live, pods(live)));
    } catch (KubernetesClientException refused) {
      return Optional.of(AddonRefusal.of(AddonRefusal.title(deployment), refused));
    }
  }

  private List<Live> pods(Live deployment) {
    String addon = deployment.label(Labels.ADDON);
    String cluster = deployment.label(Labels.CLUSTER);
    return objects.labelled(Kind.POD, deployment.namespace(), Labels.CLUSTER, cluster).stream()
        .filter(pod -> pod.label(Labels.ADDON).equals(addon))
        .toList();
  }
}
