// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.protocol.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A server that does not come up with the newest template. Registries, schedulers and a store that
 * is recovered deserve patience, each its own; the deadline of the document bounds all of it. Pure.
 *
 * @param pod of the server
 * @param trouble what keeps it from serving
 */
public record ServerFailure(ServerPod pod, Trouble trouble) {
  private static final Duration SOON = Duration.ofMinutes(2);

  /** New nodes take minutes to arrive. */
  private static final Duration SCHEDULING = Duration.ofMinutes(5);

  private static final String CRASH_LOOP = "CrashLoopBackOff";

  /** The kubelet restarts after 10 and 20 seconds first. */
  private static final int CRASHES = 3;

  /** How long something definite may last, since the pod was created. */
  private static final Map<String, Duration> PATIENCE =
      Map.ofEntries(
          Map.entry("ErrImagePull", SOON),
          Map.entry("ImagePullBackOff", SOON),
          Map.entry("ErrImageNeverPull", SOON),
          Map.entry("InvalidImageName", SOON),
          Map.entry("ImageInspectError", SOON),
          Map.entry("CreateContainerConfigError", SOON),
          Map.entry("CreateContainerError", SOON),
          Map.entry("RunContainerError", SOON),
          Map.entry("Unschedulable", SCHEDULING));

  /**
   * The server that failed, if one has.
   *
   * @param deadline how long a server may take to become ready
   */
  static Optional<ServerFailure> find(RollFacts facts, Duration deadline, Instant now) {
    return facts
        .set()
        .filter(set -> set.observed() && !set.closed())
        .flatMap(
            set ->
                facts.pods().stream()
                    .filter(pod -> pod.revision().equals(set.updateRevision()))
                    .filter(pod -> pod.ordinal() < facts.wanted())
                    .flatMap(pod -> of(pod, deadline, now).stream())
                    .findFirst());
  }

  private static Optional<ServerFailure> of(ServerPod pod, Duration deadline, Instant now) {
    if (pod.serving() || pod.terminating()) {
      return Optional.empty();
    }
    boolean failed =
        pod.trouble().filter(trouble -> isDefinite(pod, trouble, deadline, now)).isPresent()
            || !now.isBefore(notReadySince(pod, now).plus(deadline));
    return failed ? Optional.of(new ServerFailure(pod, trouble(pod))) : Optional.empty();
  }

  private static boolean isDefinite(
      ServerPod pod, Trouble trouble, Duration deadline, Instant now) {
    if (trouble.code().equals(CRASH_LOOP)) {
      return pod.restarts() >= CRASHES;
    }
    Duration patience = PATIENCE.getOrDefault(trouble.code(), deadline);
    Duration shorter = patience.compareTo(deadline) < 0 ? patience : deadline;
    return !now.isBefore(created(pod, now).plus(shorter));
  }

  private static Trouble trouble(ServerPod pod) {
    return pod.trouble()
        .orElseGet(() -> new Trouble(Code.SERVER_NOT_READY, pod.name() + " does not become ready"));
  }

  /** A server that was ready before, and no longer is, has its time anew. */
  private static Instant notReadySince(ServerPod pod, Instant now) {
    return Tree.list(pod.live().tree(), "status", "conditions").stream()
        .filter(condition -> Tree.text(condition, "type").equals("Ready"))
        .flatMap(condition -> time(Tree.text(condition, "lastTransitionTime")).stream())
        .findFirst()
        .filter(since -> since.isAfter(created(pod, now)))
        .orElseGet(() -> created(pod, now));
  }

  private static Instant created(ServerPod pod, Instant now) {
    return time(Tree.text(pod.live().tree(), "metadata", "creationTimestamp")).orElse(now);
  }

  private static Optional<Instant> time(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
  }
}
