// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.server.ImagePull;
import dev.flotilla.protocol.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a pod that pulls images says of them. Pure. */
sealed interface PullVerdict {
  /** The node has them. */
  record There() implements PullVerdict {}

  /** It is being pulled. */
  record Pulling(Trouble trouble) implements PullVerdict {}

  /** It cannot be pulled, or does not start: no server could come back with it. */
  record Unusable(Trouble trouble) implements PullVerdict {}

  /** The pod says nothing about the image: Kubernetes does not run it. The roll goes on without. */
  record Silent(String why) implements PullVerdict {}

  /** A node that says nothing for so long is not waited for. */
  Duration PATIENCE = Duration.ofMinutes(5);

  /** Reasons that are about the image; others are about the pod. */
  Set<String> UNUSABLE =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "ErrImageNeverPull",
          "ImageInspectError",
          "InvalidImageName",
          "RegistryUnavailable",
          "SignatureValidationFailed",
          "StartError",
          "ContainerCannotRun");

  /** Reads a pod, at that time: one image that cannot be used is enough. */
  static PullVerdict of(Live pull, Instant now) {
    Map<String, String> images = ImagePull.images(pull);
    Optional<String> missing = images.isEmpty() ? Optional.of("") : Optional.empty();
    for (Map.Entry<String, String> image : images.entrySet()) {
      @Nullable Object state = state(pull, image.getKey());
      Optional<PullVerdict> unusable = unusable(pull, image.getValue(), state);
      if (unusable.isPresent()) {
        return unusable.get();
      }
      missing = arrived(state) ? missing : missing.or(() -> Optional.of(image.getValue()));
    }
    return missing.isEmpty() ? new There() : unknown(pull, missing.get(), now);
  }

  private static @Nullable Object state(Live pull, String container) {
    return Tree.list(pull.tree(), "status", "containerStatuses").stream()
        .filter(status -> Tree.text(status, "name").equals(container))
        .findFirst()
        .flatMap(status -> Tree.at(status, "state"))
        .orElse(null);
  }

  private static Optional<PullVerdict> unusable(Live pull, String image, @Nullable Object state) {
    for (String phase : new String[] {"waiting", "terminated"}) {
      String reason = Tree.text(state, phase, "reason");
      if (UNUSABLE.contains(reason)) {
        String words = Tree.text(state, phase, "message");
        return Optional.of(
            new Unusable(
                new Trouble(
                    reason,
                    "no server is changed: %s cannot use image %s%s"
                        .formatted(node(pull), image, words.isEmpty() ? "" : ": " + words))));
      }
    }
    return Optional.empty();
  }

  private static boolean arrived(@Nullable Object state) {
    return Tree.at(state, "terminated").isPresent() || Tree.at(state, "running").isPresent();
  }

  private static PullVerdict unknown(Live pull, String image, Instant now) {
    if (Tree.text(pull.tree(), "status", "phase").equals("Failed")) {
      return new Silent(
          pull.name() + " does not run: " + Tree.text(pull.tree(), "status", "reason"));
    }
    String since = Tree.text(pull.tree(), "metadata", "creationTimestamp");
    return !since.isEmpty() && now.isAfter(Instant.parse(since).plus(PATIENCE))
        ? new Silent(pull.name() + " has not run within " + PATIENCE.toMinutes() + " minutes")
        : new Pulling(
            new Trouble(
                Code.IMAGE_PULLING,
                "%s pulls image %s before a server goes".formatted(node(pull), image)));
  }

  private static String node(Live pull) {
    return "node " + Tree.text(pull.tree(), "spec", "nodeName");
  }
}
