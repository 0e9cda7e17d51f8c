// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.query.PreflightCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether the namespace's Pod Security level admits the servers. A StatefulSet is always admitted;
 * it is its pods that are refused, where it is easily missed. The rules are those of the Pod
 * Security Standards, as far as a pod of the agent could violate them.
 */
final class PodSecurityCheck {
  private static final String ENFORCED = "pod-security.kubernetes.io/enforce";
  private static final String RESTRICTED = "restricted";

  /** Levels that require nothing that these pods lack. */
  private static final Set<String> OPEN = Set.of("", "privileged");

  private PodSecurityCheck() {}

  static List<PreflightCheck> of(PlannedServers servers, Live namespace) {
    String level = namespace.label(ENFORCED);
    List<String> broken = new ArrayList<>();
    if (!OPEN.contains(level)) {
      Object pod = servers.pod();
      host(pod, broken);
      for (Object container : Tree.list(pod, "containers")) {
        privileges(container, broken);
        // A level that Kubernetes does not know counts as the strictest.
        if (!level.equals("baseline")) {
          restrictions(pod, container, broken);
        }
      }
    }
    return List.of(broken.isEmpty() ? passed(level) : refused(level, broken));
  }

  private static void host(Object pod, List<String> broken) {
    for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (Tree.flag(pod, field)) {
        broken.add(field);
      }
    }
    boolean hostPath =
        Tree.list(pod, "volumes").stream()
            .anyMatch(volume -> Tree.at(volume, "hostPath").isPresent());
    if (hostPath) {
      broken.add("a hostPath volume");
    }
  }

  private static void privileges(Object container, List<String> broken) {
    if (Tree.flag(container, "securityContext", "privileged")) {
      broken.add(name(container) + " is privileged");
    }
    boolean hostPort =
        Tree.list(container, "ports").stream().anyMatch(port -> Tree.number(port, "hostPort") != 0);
    if (hostPort) {
      broken.add(name(container) + " uses a host port");
    }
  }

  private static void restrictions(Object pod, Object container, List<String> broken) {
    if (Tree.at(container, "securityContext", "allowPrivilegeEscalation")
        .filter(Boolean.FALSE::equals)
        .isEmpty()) {
      broken.add(name(container) + " allows privilege escalation");
    }
    if (!Tree.list(container, "securityContext", "capabilities", "drop").contains("ALL")) {
      broken.add(name(container) + " does not drop all capabilities");
    }
    if (!either(pod, container, "runAsNonRoot").equals("true")) {
      broken.add(name(container) + " may run as root");
    }
    if (!Set.of("RuntimeDefault", "Localhost")
        .contains(either(pod, container, "seccompProfile", "type"))) {
      broken.add(name(container) + " has no seccomp profile");
    }
  }

  /** The container's own setting, or else that of the pod. */
  private static String either(Object pod, Object container, String... path) {
    List<Object> full = new ArrayList<>(List.of("securityContext"));
    full.addAll(List.of(path));
    String own = Tree.text(container, full.toArray());
    return own.isEmpty() ? Tree.text(pod, full.toArray()) : own;
  }

  private static String name(Object container) {
    return "container " + Tree.text(container, "name");
  }

  private static PreflightCheck passed(String level) {
    return new PreflightCheck(
        Code.POD_SECURITY,
        PreflightCheck.Result.PASSED,
        level.isEmpty()
            ? "the namespace does not enforce a Pod Security level"
            : "the servers comply with Pod Security " + level,
        "");
  }

  private static PreflightCheck refused(String level, List<String> broken) {
    return new PreflightCheck(
        Code.POD_SECURITY,
        PreflightCheck.Result.ERROR,
        "Pod Security " + level + " rejects the servers: " + String.join(", ", broken),
        level.equals(RESTRICTED)
            ? "Remove it from the document, or lower the level of the namespace."
            : "Remove it from the document.");
  }
}
