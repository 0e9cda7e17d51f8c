// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.protocol.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is reported about add-ons. */
class AddonReadinessTest {
  @Test
  void aDeploymentIsReadyOnceItsNewestTemplateHasAReadyPod() {
    assertThat(AddonReadiness.isReady(deployment(2, 2, 1))).isTrue();
    assertThat(AddonReadiness.isReady(deployment(2, 2, 0))).isFalse();
    assertThat(AddonReadiness.isReady(deployment(2, 1, 1))).isFalse();
  }

  @Test
  void itsPodsReportWhyItIsNotReady() {
    Problem problem = AddonReadiness.problem(deployment(1, 1, 0), List.of(podThatWaits()));

    assertThat(problem.code()).isEqualTo("ADDON_NOT_READY");
    assertThat(problem.message()).isEqualTo("Deployment orders-box is not ready: ImagePullBackOff");
  }

  @Test
  void aKindWithoutDefinitionIsReportedAsSuch() {
    Manifest monitor = new Manifest(Kind.POD_MONITOR, Tree.object("name", "orders"), Map.of());

    Problem missing = AddonRefusal.of(monitor, new KubernetesClientException("none", 404, null));
    Problem refused = AddonRefusal.of(monitor, new KubernetesClientException("no", 403, null));

    assertThat(missing.code()).isEqualTo("ADDON_KIND_MISSING");
    assertThat(missing.message()).contains("PodMonitor", "monitoring.coreos.com/v1");
    assertThat(refused.code()).isEqualTo("ADDON_REFUSED");
  }

  private static Live deployment(int generation, int observed, int ready) {
    return new Live(
        Kind.DEPLOYMENT,
        Tree.object(
            "metadata",
            Tree.object("name", "orders-box", "generation", generation),
            "status",
            Tree.object("observedGeneration", observed, "readyReplicas", ready)));
  }

  private static Live podThatWaits() {
    Object waiting = Tree.object("waiting", Tree.object("reason", "ImagePullBackOff"));
    return new Live(
        Kind.POD,
        Tree.object(
            "metadata",
            Tree.object("name", "orders-box-1"),
            "status",
            Tree.object("containerStatuses", List.of(Tree.object("state", waiting)))));
  }
}
