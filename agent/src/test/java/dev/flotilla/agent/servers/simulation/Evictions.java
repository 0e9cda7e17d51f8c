// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import java.util.Optional;

/** The eviction API: it counts ready pods, and knows nothing of streams. */
final class Evictions {
  private final World world;

  Evictions(World world) {
    this.world = world;
  }

  /** Evicts that pod if the budget allows it. */
  void evict(int ordinal) {
    Optional<Pod> pod = world.pod(ordinal).filter(found -> !found.terminating());
    if (pod.isPresent() && admits(pod.get())) {
      world.says(pod.get(), "is evicted");
      world.delete(pod.get());
    }
  }

  /** One that is not ready disrupts nothing more, but only while enough others are. */
  private boolean admits(Pod pod) {
    int replicas = world.set().map(set -> set.spec().replicas()).orElse(0);
    int needed = replicas - world.budget().orElse(replicas);
    long healthy = world.pods().stream().filter(Pod::available).count();
    return pod.ready() ? healthy > needed : healthy >= needed;
  }
}
