// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.servers.ServerPods;
import dev.flotilla.agent.servers.Trouble;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;

/** Whether a Deployment is available. */
final class AddonReadiness {
  private AddonReadiness() {}

  static boolean isReady(Live deployment) {
    return Tree.number(deployment.tree(), "status", "readyReplicas") > 0
        && Tree.number(deployment.tree(), "status", "observedGeneration")
            >= Tree.number(deployment.tree(), "metadata", "generation");
  }

  /** Why it is not available, as its pods report it where they do. */
  static Problem problem(Live deployment, List<Live> pods) {
    Optional<String> trouble =
        pods.stream()
            .flatMap(pod -> ServerPods.trouble(pod).stream())
            .map(Trouble::code)
            .findFirst();
    return new Problem(
        Code.ADDON_NOT_READY,
        "Deployment "
            + deployment.name()
            + " is not ready"
            + trouble.map(code -> ": " + code).orElse(""),
        "Check its pods; the servers do not depend on it.");
  }
}
