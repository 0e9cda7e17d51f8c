// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import dev.flotilla.agent.servers.Step;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Watches what the engine does, knowing how servers really are. The engine is not blamed for what
 * happened after it last asked them.
 */
final class Referee {
  private final World world;
  private final Set<String> allowed = new HashSet<>();
  private final Set<String> given = new HashSet<>();
  private final Set<Integer> away = new TreeSet<>();
  private Optional<Document> stopped = Optional.empty();

  Referee(World world) {
    this.world = world;
  }

  /** The engine is about to do this. */
  void before(Step step, Known known) {
    switch (step) {
      case Step.SetBudget(int allowed) ->
          require(
              allowed == 0 || known.lacking().isEmpty(),
              "the budget opens without",
              known.lacking());
      case Step.ReplacePod(var pod) ->
          world.pod(pod.ordinal()).ifPresent(found -> mayGo(found, "is replaced", known));
      case Step.Evacuate(int ordinal) ->
          require(
              !known.risky().contains(ordinal), "server", ordinal, "is evacuated at a bad moment");
      default -> {}
    }
    require(!(known.document().paused() && begins(step)), "paused, and yet", step);
    require(!(isStopped(known) && begins(step)), "stopped, and yet", step);
  }

  /** The change to that document stopped: until there is another one, it takes no server. */
  void stopped(Known known) {
    stopped = Optional.of(known.document());
  }

  /** Also back to what it was, after a pause. */
  void documentChanges() {
    stopped = Optional.empty();
  }

  private boolean isStopped(Known known) {
    return stopped.filter(known.document()::equals).isPresent();
  }

  /** Raising the partition changes no server. */
  private boolean begins(Step step) {
    return switch (step) {
      case Step.ApplySet _, Step.MoveMetaLeader _, Step.Evacuate _, Step.ReplacePod _ -> true;
      case Step.SetPartition(int to) -> to < partition();
      default -> false;
    };
  }

  private int partition() {
    return world.set().map(set -> set.spec().partition()).orElse(0);
  }

  /** The engine has written to the set: pods that the controller may take now are given to it. */
  void applied(StatefulSet before, StatefulSet after, Known known) {
    allow(before, after);
    List<Pod> exposed = exposed();
    List<Pod> serving = exposed.stream().filter(this::serves).toList();
    require(serving.size() < 2 || joining(), "two at once:", serving);
    for (Pod pod : exposed) {
      if (given.add(pod.uid())) {
        boolean cleared = joining() || isUnused(pod) || known.hasEvacuated(pod.ordinal());
        require(cleared, pod, "is given with leaders and clients");
        mayGo(pod, "is given", known);
        away.add(pod.ordinal());
      }
    }
  }

  /** The set was created: every ordinal has its first template. */
  void created(StatefulSet set) {
    for (int ordinal = 0; ordinal < set.spec().replicas(); ordinal++) {
      allowed.add(ordinal + set.spec().template().revision());
    }
  }

  /** The partition allows the template, and new ordinals have what those of their time have. */
  private void allow(StatefulSet before, StatefulSet after) {
    boolean unknown = before.status().observedGeneration() == 0;
    int from = unknown ? 0 : after.spec().partition();
    for (int ordinal = from; ordinal < after.spec().replicas(); ordinal++) {
      allowed.add(ordinal + after.spec().template().revision());
    }
    for (int ordinal = before.spec().replicas(); ordinal < after.spec().replicas(); ordinal++) {
      allowed.add(ordinal + after.status().current().revision());
    }
    boolean joins = before.spec().replicas() == 1;
    boolean changes = !after.spec().template().equals(before.spec().template());
    require(
        !changes || joins || after.spec().partition() >= after.spec().replicas(),
        "a new template with the partition at",
        after.spec().partition());
  }

  private void mayGo(Pod pod, String how, Known known) {
    if (joining() || !serves(pod)) {
      return;
    }
    int ordinal = pod.ordinal();
    away.removeIf(other -> !known.lacking().contains(other));
    require(!known.risky().contains(ordinal), pod, how, "while quorum would be lost");
    require(away.isEmpty(), pod, how, "while", away, "is away");
    require(known.isProtected(), pod, how, "with the budget open");
    require(known.isCalmElsewhere(), pod, how, "while a joined cluster lacks one");
    require(!known.neglectsLeader(ordinal), pod, how, "with the meta leader");
  }

  /** What the controller takes, the engine has given. */
  void takes(Pod pod) {
    boolean mayGo = !serves(pod) || !pod.template().routes() || given.contains(pod.uid());
    require(mayGo, pod, "is taken, and nobody gave it");
    away.add(pod.ordinal());
  }

  /** Each ordinal has the template that it had, or the newest one if the engine let it. */
  void created(Pod pod) {
    require(
        allowed.contains(pod.ordinal() + pod.template().revision()),
        pod,
        "is of a template that its ordinal must not have yet");
    if (isExposed(pod)) {
      given.add(pod.uid());
    }
  }

  /**
   * Nothing stays exposed that must not go any more. For a document that is paused and not applied,
   * the engine can only wait: it has nothing to write.
   */
  void passEnds(Known known) {
    Document document = known.document();
    boolean applied =
        world.set().filter(set -> set.spec().template().equals(document.template())).isPresent();
    boolean writable = applied || (!document.accepted() && world.set().isPresent());
    if (writable && !known.isDisturbed() && showing()) {
      for (Pod pod : exposed()) {
        boolean bad =
            serves(pod) && pod.available() && !joining() && known.risky().contains(pod.ordinal());
        require(!bad, pod, "stays exposed while quorum would be lost");
      }
    }
  }

  /**
   * One server still is what it was before others joined it, or may come back as that: those others
   * have nothing to lose, and wait for it.
   */
  private boolean joining() {
    return world.pods().stream().anyMatch(pod -> !pod.template().routes())
        || world
            .set()
            .filter(set -> !set.status().current().routes())
            .filter(set -> world.pods().size() < set.spec().replicas())
            .isPresent();
  }

  /** Kubernetes shows that something is wrong, or the controller leaves time to ask the servers. */
  private boolean showing() {
    StatefulSet set = world.set().orElseThrow();
    return set.status().observedGeneration() == set.spec().generation()
        || world.pods().size() < set.spec().replicas()
        || !world.pods().stream().allMatch(Pod::available);
  }

  /** Whether a roll has reached a server, and not yet all of them. */
  boolean anyRolled() {
    return world
        .set()
        .map(StatefulSet::spec)
        .filter(spec -> spec.partition() < spec.replicas())
        .filter(spec -> world.pods().stream().anyMatch(pod -> isOf(spec.template(), pod)))
        .filter(spec -> !world.pods().stream().allMatch(pod -> isOf(spec.template(), pod)))
        .isPresent();
  }

  private static boolean isOf(Template template, Pod pod) {
    return pod.available() && pod.template().equals(template);
  }

  /** Whether the controller may take a pod now. */
  boolean anyExposed() {
    return world.pods().stream().anyMatch(this::isExposed);
  }

  private List<Pod> exposed() {
    return world.pods().stream().filter(this::isExposed).toList();
  }

  private boolean isExposed(Pod pod) {
    return world
        .set()
        .filter(set -> pod.ordinal() >= set.spec().partition())
        .filter(set -> pod.template().routes() && !pod.terminating())
        .filter(set -> !pod.template().equals(set.spec().template()))
        .isPresent();
  }

  /** One that was frozen since its start may have come back this moment: it has neither yet. */
  private boolean isUnused(Pod pod) {
    return !serves(pod) || (!pod.ready() && !world.servers().leads(pod.ordinal()));
  }

  private boolean serves(Pod pod) {
    return world.servers().takesPart(pod.ordinal()) && !pod.terminating();
  }

  private static void require(boolean kept, Object... promise) {
    if (!kept) {
      throw new Broken(
          Arrays.stream(promise).map(String::valueOf).collect(Collectors.joining(" ")));
    }
  }
}
