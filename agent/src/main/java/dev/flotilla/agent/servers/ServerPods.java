// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the pods of a cluster. */
public final class ServerPods {
  /**
   * A server that starts or stops within this time is waited for before a newer document is
   * applied.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Reasons of a waiting container that are transient, and so no trouble. */
  private static final Set<String> PASSING = Set.of("ContainerCreating", "PodInitializing");

  private ServerPods() {}

  /** The pods of the StatefulSet of that name, by ordinal. */
  public static List<ServerPod> of(String cluster, List<Live> pods, Instant now) {
    return pods.stream()
        .flatMap(pod -> read(cluster, pod, now).stream())
        .sorted(Comparator.comparingInt(ServerPod::ordinal))
        .toList();
  }

  private static Optional<ServerPod> read(String cluster, Live pod, Instant now) {
    String prefix = cluster + "-";
    String ordinal = pod.name().startsWith(prefix) ? pod.name().substring(prefix.length()) : "";
    if (!ordinal.matches("\\d{1,3}")) {
      return Optional.empty();
    }
    return Optional.of(
        new ServerPod(
            Integer.parseInt(ordinal),
            pod,
            pod.label("controller-revision-hash"),
            isReady(pod),
            Tree.text(pod.tree(), "status", "podIP"),
            trouble(pod).or(() -> NeverReady.of(pod, now)),
            restarts(pod),
            isMoving(pod, now)));
  }

  private static boolean isReady(Live pod) {
    return conditions(pod)
        .anyMatch(
            condition ->
                Tree.text(condition, "type").equals("Ready")
                    && Tree.text(condition, "status").equals("True"));
  }

  private static long restarts(Live pod) {
    return containers(pod).mapToLong(status -> Tree.number(status, "restartCount")).sum();
  }

  private static boolean isMoving(Live pod, Instant now) {
    String since =
        Tree.text(
            pod.tree(), "metadata", pod.terminating() ? "deletionTimestamp" : "creationTimestamp");
    return !since.isEmpty() && now.isBefore(Instant.parse(since).plus(PATIENCE));
  }

  /** What keeps a pod from starting, where Kubernetes reports something definite. */
  public static Optional<Trouble> trouble(Live pod) {
    return waiting(pod).or(() -> unschedulable(pod));
  }

  private static Optional<Trouble> waiting(Live pod) {
    return containers(pod)
        .map(status -> Tree.at(status, "state", "waiting").orElse(null))
        .filter(state -> state != null && !PASSING.contains(Tree.text(state, "reason")))
        .findFirst()
        .map(
            state ->
                new Trouble(
                    Tree.text(state, "reason"), sentence(pod, Tree.text(state, "message"))));
  }

  private static Optional<Trouble> unschedulable(Live pod) {
    return conditions(pod)
        .filter(condition -> Tree.text(condition, "type").equals("PodScheduled"))
        .filter(condition -> Tree.text(condition, "status").equals("False"))
        .findFirst()
        .map(
            condition ->
                new Trouble(
                    Tree.text(condition, "reason"),
                    sentence(pod, Tree.text(condition, "message"))));
  }

  private static String sentence(Live pod, String message) {
    return message.isEmpty() ? pod.name() + " does not start" : pod.name() + ": " + message;
  }

  private static Stream<?> conditions(Live pod) {
    return Tree.list(pod.tree(), "status", "conditions").stream();
  }

  private static Stream<?> containers(Live pod) {
    return Tree.list(pod.tree(), "status", "containerStatuses").stream();
  }
}
