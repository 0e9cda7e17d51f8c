// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.pod;

import dev.flotilla.agent.kubernetes.Tree;
import java.util.List;
import java.util.Map;

/** Security contexts that satisfy Pod Security {@code restricted}. */
public final class PodSecurity {
  /** The image sets no user of its own, and a pod that must not run as root needs one. */
  private static final int USER = 1000;

  private PodSecurity() {}

  /** The context of a pod. */
  public static Map<String, Object> ofPod() {
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

  /** The context of each of its containers. */
  public static Map<String, Object> ofContainer() {
    return Tree.object(
        "allowPrivilegeEscalation", false,
        "readOnlyRootFilesystem", true,
        "capabilities", Tree.object("drop", List.of("ALL")));
  }
}
