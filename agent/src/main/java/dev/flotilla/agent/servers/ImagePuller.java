// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.ApiRefusal;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.server.ImagePull;
import dev.flotilla.protocol.Code;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Pulls other images on the nodes of the servers before the first of them goes, those of containers
 * beside the server included: the time that a server is away does not include it, and an image that
 * no node can use stops the roll while all servers run. What a crash leaves is named after the
 * servers, and found again by its label.
 */
@ApplicationScoped
public class ImagePuller {
  private static final Logger LOG = Logger.getLogger(ImagePuller.class);

  private final KubernetesObjects objects;
  private final InstantSource clock;

  ImagePuller(KubernetesObjects objects, InstantSource clock) {
    this.objects = objects;
    this.clock = clock;
  }

  /** The pods of a change, for a plan; none where the images stay. */
  public List<Change> planned(Blueprint blueprint, Live set, List<ServerPod> servers) {
    return wanted(blueprint, set, servers).stream()
        .map(
            pull ->
                objects
                    .find(Kind.POD, pull.namespace(), pull.name())
                    .<Change>map(Change.Keep::new)
                    .orElseGet(() -> new Change.Create(pull)))
        .toList();
  }

  /**
   * What a change waits for before its first server goes; empty when it may begin. Where nothing
   * changes any more, pods that are left are removed.
   *
   * @param intents records what is created before it is
   */
  Optional<Step.Await> ahead(Blueprint blueprint, Observation observation, Intents intents) {
    List<Manifest> wanted =
        observation.facts().matches() || observation.facts().paused()
            ? List.of()
            : observation
                .set()
                .map(set -> wanted(blueprint, set, observation.facts().pods()))
                .orElseGet(List::of);
    List<Live> left = new ArrayList<>(observation.pulls());
    Optional<Trouble> waiting = Optional.empty();
    for (Manifest pull : wanted) {
      Optional<Live> present =
          left.stream().filter(live -> live.name().equals(pull.name())).findFirst();
      present.filter(live -> ImagePull.isSame(pull, live)).ifPresent(left::remove);
      waiting = worse(waiting, trouble(pull, present, intents));
    }
    left.stream()
        .filter(live -> live.controlledBy(blueprint.uid()) && !live.terminating())
        .forEach(objects::delete);
    return waiting.map(trouble -> new Step.Await(Step.Phase.ROLL, trouble));
  }

  /** An image that cannot be used, over one that is on its way. */
  private static Optional<Trouble> worse(Optional<Trouble> one, Optional<Trouble> other) {
    return one.filter(trouble -> !trouble.code().equals(Code.IMAGE_PULLING.name()))
        .or(() -> other)
        .or(() -> one);
  }

  private Optional<Trouble> trouble(Manifest pull, Optional<Live> present, Intents intents) {
    if (present.isEmpty()) {
      return create(pull, intents);
    }
    if (!ImagePull.isSame(pull, present.get()) || present.get().terminating()) {
      return Optional.of(pulling(pull));
    }
    return switch (PullVerdict.of(present.get(), clock.instant())) {
      case PullVerdict.There() -> Optional.empty();
      case PullVerdict.Pulling(var trouble) -> Optional.of(trouble);
      case PullVerdict.Unusable(var trouble) -> Optional.of(trouble);
      case PullVerdict.Silent(var why) -> {
        LOG.warnf("%s: the roll goes on without pulling the image ahead", why);
        yield Optional.empty();
      }
    };
  }

  private Optional<Trouble> create(Manifest pull, Intents intents) {
    intents.record(Intent.APPLY);
    try {
      if (objects.create(pull).isPresent()) {
        return Optional.of(pulling(pull));
      }
      LOG.warnf("Pod %s is of another owner: the roll goes on without it", pull.name());
      return Optional.empty();
    } catch (KubernetesClientException refused) {
      if (!ApiRefusal.lasts(refused)) {
        throw refused;
      }
      LOG.warnf(
          "%s: the roll goes on without pulling the image ahead",
          ApiRefusal.problem("Pod " + pull.name(), refused).message());
      return Optional.empty();
    }
  }

  private static Trouble pulling(Manifest pull) {
    return new Trouble(
        Code.IMAGE_PULLING,
        "the next image is pulled on node %s before a server goes"
            .formatted(Tree.text(pull.content(), "spec", "nodeName")));
  }

  /** One for each server that runs: it is their time away that counts, and their nodes are well. */
  private static List<Manifest> wanted(Blueprint blueprint, Live set, List<ServerPod> servers) {
    List<?> missing = ImagePull.missing(blueprint, set);
    if (missing.isEmpty()) {
      return List.of();
    }
    return servers.stream()
        .filter(ServerPod::serving)
        .map(
            server ->
                ImagePull.of(
                    blueprint,
                    server.ordinal(),
                    Tree.text(server.live().tree(), "spec", "nodeName"),
                    missing))
        .toList();
  }
}
