// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.protocol.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A server that has never become ready, and of which Kubernetes reports nothing definite. It serves
 * nothing, so that another template costs no more than the beginning of its start.
 */
final class NeverReady {
  private static final String SERVER = "nats";

  /** Without a container, as while a Secret that it mounts does not exist. */
  private static final Duration UNCREATED = Duration.ofMinutes(2);

  /** A server that recovers much is not ready either, and would begin anew. */
  private static final Duration UNSTARTED = Duration.ofMinutes(10);

  private NeverReady() {}

  static Optional<Trouble> of(Live pod, Instant now) {
    Object status = status(pod).orElse(Tree.object());
    if (pod.terminating() || Tree.at(status, "started").filter(Boolean.TRUE::equals).isPresent()) {
      return Optional.empty();
    }
    Optional<Instant> running = instant(Tree.text(status, "state", "running", "startedAt"));
    return running.isPresent()
        ? trouble(pod, running, now.minus(UNSTARTED), "has not become ready for 10 minutes")
        : trouble(
            pod,
            instant(Tree.text(pod.tree(), "metadata", "creationTimestamp"))
                .filter(_ -> Tree.at(status, "state", "terminated").isEmpty()),
            now.minus(UNCREATED),
            "has had no container for 2 minutes; its events have the reason, such as a missing Secret");
  }

  private static Optional<Trouble> trouble(
      Live pod, Optional<Instant> since, Instant latest, String words) {
    return since
        .filter(latest::isAfter)
        .map(_ -> new Trouble(Code.SERVER_NEVER_READY, pod.name() + " " + words));
  }

  private static Optional<Object> status(Live pod) {
    List<?> statuses = Tree.list(pod.tree(), "status", "containerStatuses");
    return statuses.stream()
        .filter(status -> Tree.text(status, "name").equals(SERVER))
        .<Object>map(status -> status)
        .findFirst();
  }

  private static Optional<Instant> instant(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
  }
}
