// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a pod of a Job says about its start and its end. */
final class JobPod {
  private JobPod() {}

  /** Whether its container ran. */
  static boolean hasStarted(Live pod) {
    Object state = state(pod);
    return Tree.at(state, "running").isPresent() || Tree.at(state, "terminated").isPresent();
  }

  static Optional<Live> newest(List<Live> pods) {
    return pods.stream()
        .max(Comparator.comparing(pod -> Tree.text(pod.tree(), "metadata", "creationTimestamp")));
  }

  /** Why a pod does not run: the scheduler's or the kubelet's own words. */
  static String waitingFor(Live pod) {
    String unscheduled =
        Tree.list(pod.tree(), "status", "conditions").stream()
            .filter(condition -> Tree.text(condition, "type").equals("PodScheduled"))
            .filter(condition -> Tree.text(condition, "status").equals("False"))
            .map(condition -> words(condition, "Unschedulable"))
            .findFirst()
            .orElse("");
    if (!unscheduled.isEmpty()) {
      return unscheduled;
    }
    return Tree.at(state(pod), "waiting")
        .map(waiting -> words(waiting, "ContainerCreating"))
        .orElse("its pod is about to start");
  }

  /** Why the newest pod that ended did so. */
  static String cause(List<Live> pods) {
    return newest(pods.stream().filter(JobPod::hasFailed).toList())
        .map(JobPod::end)
        .orElse("nothing is left of its pods");
  }

  private static boolean hasFailed(Live pod) {
    return Tree.text(pod.tree(), "status", "phase").equals("Failed");
  }

  private static String end(Live pod) {
    String ofPod = Tree.text(pod.tree(), "status", "reason");
    if (!ofPod.isEmpty()) {
      return words(Tree.at(pod.tree(), "status").orElseThrow(), ofPod);
    }
    Object terminated = Tree.at(state(pod), "terminated").orElse("");
    if (Tree.text(terminated, "reason").equals("OOMKilled")) {
      return "OOMKilled: its container exceeded the memory limit in spec.resources";
    }
    return "exit code %d%s"
        .formatted(Tree.number(terminated, "exitCode"), suffix(Tree.text(terminated, "message")));
  }

  private static String words(Object of, String otherwise) {
    String reason = Tree.text(of, "reason");
    return (reason.isEmpty() ? otherwise : reason) + suffix(Tree.text(of, "message"));
  }

  private static String suffix(String message) {
    return message.isEmpty() ? "" : ": " + message.strip();
  }

  private static Object state(Live pod) {
    return Tree.at(pod.tree(), "status", "containerStatuses", 0, "state").orElse("");
  }
}
