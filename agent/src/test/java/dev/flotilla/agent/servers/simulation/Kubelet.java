// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import java.util.List;
import java.util.Optional;

/**
 * Runs what pods describe, and reports it some moments later. A server is ready once it runs:
 * neither its probe nor its own word says that it has caught up.
 */
final class Kubelet {
  private final World world;

  Kubelet(World world) {
    this.world = world;
  }

  /** One round over all pods; returns whether anything changed. */
  boolean work() {
    boolean any = false;
    for (Pod pod : List.copyOf(world.pods())) {
      any |= work(pod);
    }
    return any;
  }

  private boolean work(Pod pod) {
    long before = pod.version();
    if (pod.terminating()) {
      world.gone(pod);
      return true;
    }
    if (!pod.scheduled() || world.isLost(pod.ordinal())) {
      pod.ready(false, world.now());
      return before != pod.version();
    }
    return switch (pod.template().start()) {
      case WORKS -> {
        boolean started = run(pod, world.servers().at(pod.ordinal()));
        yield started || before != pod.version();
      }
      case NEVER_RUNS -> {
        pod.hasTrouble(Optional.of("ImagePullBackOff"));
        yield before != pod.version();
      }
      case CRASHES -> {
        crash(pod);
        yield false;
      }
    };
  }

  /** Sometimes it is seen while it runs for a moment. */
  private void crash(Pod pod) {
    boolean running = pod.version() % 3 == 0;
    pod.starts(world.now());
    pod.hasTrouble(running ? Optional.empty() : Optional.of("CrashLoopBackOff"));
  }

  private boolean run(Pod pod, Server server) {
    pod.hasTrouble(Optional.empty());
    if (server.state() == Server.State.DOWN) {
      pod.ready(false, world.now());
      pod.starts(world.now());
      world.servers().starts(pod.ordinal(), pod.template(), world.now());
      world.says("starts", pod);
      return true;
    }
    pod.ready(server.state() != Server.State.FROZEN && joined(pod), world.now());
    return false;
  }

  /** Servers of a cluster are ready only without the one that has no routes. */
  private boolean joined(Pod pod) {
    return !pod.template().routes()
        || world.pods().stream().allMatch(other -> other.template().routes());
  }
}
