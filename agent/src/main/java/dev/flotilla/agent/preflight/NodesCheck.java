// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.agent.kubernetes.Coverage;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.query.PreflightCheck;
import java.util.List;

/** Whether each server can have a node of its own. */
final class NodesCheck {
  private NodesCheck() {}

  static List<PreflightCheck> of(PlannedServers servers, List<Live> nodes) {
    long usable = nodes.stream().filter(node -> takes(node, servers.pod())).count();
    if (usable >= servers.wanted()) {
      return List.of(
          new PreflightCheck(
              Code.NODES,
              PreflightCheck.Result.PASSED,
              usable + " nodes are ready and schedulable",
              ""));
    }
    String message =
        servers.wanted() + " servers, but only " + usable + " nodes that are ready and schedulable";
    return List.of(servers.apart() ? impossible(servers, message) : close(message));
  }

  private static PreflightCheck close(String message) {
    return new PreflightCheck(
        Code.NODES,
        PreflightCheck.Result.WARNING,
        message,
        "Losing one node can take down more than one server; add nodes.");
  }

  private static PreflightCheck impossible(PlannedServers servers, String message) {
    String code = FindingCode.SPREAD_IMPOSSIBLE.name();
    boolean waived = servers.waivers().contains(code);
    return new PreflightCheck(
        code,
        waived ? PreflightCheck.Result.WARNING : PreflightCheck.Result.ERROR,
        message + ", with at most one server per node" + (waived ? " (waived)" : ""),
        waived
            ? "The other pods stay Pending until there are more nodes."
            : "Add nodes, set required: false in placement.spread, or list "
                + code
                + " in spec.waivers.");
  }

  /** Taints are left to the scheduler where the pod has tolerations, and affinity always. */
  private static boolean takes(Live node, Object pod) {
    return takesPods(node, Tree.list(pod, "tolerations").isEmpty()) && selected(node, pod);
  }

  private static boolean selected(Live node, Object pod) {
    return Coverage.covers(
        Tree.at(node.tree(), "metadata", "labels").orElse(null),
        Tree.at(pod, "nodeSelector").orElse(null));
  }

  private static boolean takesPods(Live node, boolean intolerant) {
    boolean ready =
        Tree.list(node.tree(), "status", "conditions").stream()
            .filter(condition -> Tree.text(condition, "type").equals("Ready"))
            .anyMatch(condition -> Tree.text(condition, "status").equals("True"));
    boolean kept =
        intolerant
            && Tree.list(node.tree(), "spec", "taints").stream()
                .anyMatch(taint -> !Tree.text(taint, "effect").equals("PreferNoSchedule"));
    return ready && !kept && !Tree.flag(node.tree(), "spec", "unschedulable");
  }
}
