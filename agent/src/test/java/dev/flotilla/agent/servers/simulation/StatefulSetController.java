// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import java.util.Optional;

/**
 * The StatefulSet controller with {@code podManagementPolicy: Parallel}, after the sources of
 * Kubernetes 1.34 and 1.37. It works on its own copy of the object, which may be an older one, and
 * speaks of what it did later still. It deletes by name: no precondition protects a pod.
 */
final class StatefulSetController {
  private final World world;
  private final boolean countsUnavailable;
  private Optional<StatefulSet> cached = Optional.empty();

  /**
   * A controller.
   *
   * @param countsUnavailable as Kubernetes 1.37 does with the gate MaxUnavailableStatefulSet, on by
   *     default there
   */
  StatefulSetController(World world, boolean countsUnavailable) {
    this.world = world;
    this.countsUnavailable = countsUnavailable;
  }

  /** Receives the newest object. */
  void watch() {
    cached = world.set();
  }

  /**
   * Does one round of work.
   *
   * @param speaks whether its status arrives
   * @return whether anything changed
   */
  boolean sync(boolean speaks) {
    if (cached.isEmpty()) {
      return false;
    }
    StatefulSet set = cached.get();
    boolean changed = createMissing(set);
    changed |= countsUnavailable ? rollAvailable(set) : rollFromTheTop(set);
    return (speaks && speak(set)) || changed;
  }

  private boolean createMissing(StatefulSet set) {
    boolean any = false;
    for (int ordinal = 0; ordinal < set.spec().replicas(); ordinal++) {
      if (world.pod(ordinal).isEmpty()) {
        boolean older = ordinal < set.spec().partition();
        world.create(ordinal, older ? current(set) : set.spec().template());
        any = true;
      }
    }
    return any;
  }

  /** The revision of ordinals below the partition, of which only the status knows. */
  private static Template current(StatefulSet set) {
    return set.status().observedGeneration() == 0 ? set.spec().template() : set.status().current();
  }

  /** Until 1.36: the highest first, waiting for each that it passes, blind for those below. */
  private boolean rollFromTheTop(StatefulSet set) {
    for (int o = set.spec().replicas() - 1; o >= set.spec().partition(); o--) {
      Pod pod = world.pod(o).orElseThrow();
      if (isOld(pod, set) && !pod.terminating()) {
        world.takes(pod);
        return true;
      }
      if (!pod.available()) {
        return false;
      }
    }
    return false;
  }

  /**
   * From 1.37 on: unavailable ones go all at once, whatever the budget; healthy ones only while all
   * others of the set are available, also those below the partition.
   */
  private boolean rollAvailable(StatefulSet set) {
    boolean any = false;
    int away = 0;
    for (int o = 0; o < set.spec().replicas(); o++) {
      Pod pod = world.pod(o).orElseThrow();
      if (!pod.available()) {
        away++;
        if (o >= set.spec().partition() && isOld(pod, set) && !pod.terminating()) {
          world.takes(pod);
          any = true;
        }
      }
    }
    for (int o = set.spec().replicas() - 1; o >= set.spec().partition() && away < 1; o--) {
      Pod pod = world.pod(o).orElseThrow();
      if (isOld(pod, set) && !pod.terminating()) {
        world.takes(pod);
        away++;
        any = true;
      }
    }
    return any;
  }

  private static boolean isOld(Pod pod, StatefulSet set) {
    return !pod.template().equals(set.spec().template());
  }

  private boolean speak(StatefulSet set) {
    boolean all = true;
    for (int o = 0; o < set.spec().replicas(); o++) {
      Optional<Pod> pod = world.pod(o);
      all &= pod.isPresent() && pod.get().available() && !isOld(pod.get(), set);
    }
    Template update = set.spec().template();
    var status =
        new StatefulSet.Status(set.spec().generation(), all ? update : current(set), update);
    boolean news = world.status(status);
    cached = cached.map(seen -> seen.with(status));
    return news;
  }
}
