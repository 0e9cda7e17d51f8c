// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import dev.flotilla.agent.servers.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws what happens next. */
final class Schedule {
  private static final Duration UNHEARD = Duration.ofSeconds(10);

  /** Messages between two events. */
  private static final int MOST = 20;

  private final World world;
  private final SplittableRandom random;
  private final StatefulSetController controller;
  private final Kubelet kubelet;
  private final Evictions evictions;
  private final int rate;
  private final int watches;

  Schedule(World world, SplittableRandom random) {
    this.world = world;
    this.random = random;
    this.controller = new StatefulSetController(world, random.nextBoolean());
    this.kubelet = new Kubelet(world);
    this.evictions = new Evictions(world);
    this.rate = 1 + random.nextInt(40);
    this.watches = chance(70) ? 80 : 15;
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Time passes, and components do their work, each when it comes to it. */
  void goesOn() {
    world.passes(Duration.ofMillis(random.nextInt(15_000)));
    switch (random.nextInt(4)) {
      case 0 -> control();
      case 1 -> kubelet.work();
      default -> serve();
    }
  }

  private void control() {
    if (chance(watches)) {
      controller.watch();
    }
    controller.sync(chance(80));
  }

  private void serve() {
    world.servers().elect();
    world.servers().catchUp(rate);
    if (chance(50)) {
      world.servers().publish(1 + random.nextInt(MOST));
    }
  }

  /** An event that no request caused. */
  void disturbs() {
    int ordinal = random.nextInt(world.document().servers());
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> evictions.evict(ordinal);
      case 3 -> crash(ordinal);
      case 4 -> loseNode(ordinal);
      case 5 -> freeze(ordinal, Server.State.FROZEN);
      case 6 -> freeze(ordinal, Server.State.STUCK);
      case 7 -> elsewhere();
      case 8 -> world.holdsExpired(true);
      case 9, 10 -> control();
      default -> documents();
    }
  }

  /** A server fails at the worst moment. */
  void strikes() {
    int ordinal = random.nextInt(world.document().servers());
    if (chance(50)) {
      crash(ordinal);
    } else {
      loseNode(ordinal);
    }
  }

  private void documents() {
    Document now = world.document();
    switch (random.nextInt(8)) {
      case 0, 1 -> world.wants(now.paused(!now.paused()));
      case 2 -> world.wants(now.accepted(!now.accepted()));
      case 3 -> grows(now);
      default -> world.wants(now.with(new Template(name(), now.servers())));
    }
  }

  /** Servers are added to servers that are well. */
  private void grows(Document now) {
    boolean well =
        world
                .set()
                .filter(set -> set.settled() && set.spec().template().equals(now.template()))
                .isPresent()
            && world.pods().stream()
                .allMatch(pod -> pod.available() && pod.template().equals(now.template()));
    if (well) {
      world.wants(now.with(new Template(now.template().name(), more(now.servers()))));
    }
  }

  private String name() {
    return List.of("A", "B", "C", "A", "B", "C", "X", "Y").get(random.nextInt(8));
  }

  private static int more(int servers) {
    return servers == 1 ? 3 : 5;
  }

  private void crash(int ordinal) {
    world.says("server", ordinal, "crashes");
    world.stop(ordinal);
  }

  private void loseNode(int ordinal) {
    world.says("the node of server", ordinal, "is lost");
    world.loseNode(ordinal);
    if (chance(40)) {
      world.pod(ordinal).ifPresent(world::gone);
    }
  }

  /** A server answers, and takes no part any more. */
  void hangs() {
    freeze(random.nextInt(world.document().servers()), Server.State.STUCK);
  }

  private void freeze(int ordinal, Server.State state) {
    Server server = world.servers().at(ordinal);
    if (server.state() == Server.State.UP && world.servers().isMember(ordinal)) {
      world.says("server", ordinal, "becomes", state);
      server.becomes(state, world.now());
      world.passes(UNHEARD);
    }
  }

  private void elsewhere() {
    world.isElsewhere(
        chance(50)
            ? Optional.of(new Trouble("META_GROUP_ELSEWHERE", "orders-west-1 is behind"))
            : Optional.empty());
  }

  /** Something that was wrong ends. */
  void heals() {
    int ordinal = random.nextInt(world.document().servers());
    world.isElsewhere(Optional.empty());
    heal(ordinal);
  }

  private void heal(int ordinal) {
    Server.State state = world.servers().at(ordinal).state();
    if (state == Server.State.FROZEN || state == Server.State.STUCK) {
      world.says("server", ordinal, "goes on");
      world.servers().goesOn(ordinal, world.now());
    }
    if (world.isLost(ordinal)) {
      world.says("the node of server", ordinal, "is back");
      world.returnNode(ordinal);
    }
  }

  /** From now on nothing is wrong any more. */
  void calms() {
    world.says("all is calm");
    world.isElsewhere(Optional.empty());
    for (int ordinal = 0; ordinal < world.document().servers(); ordinal++) {
      heal(ordinal);
    }
  }

  /** A round of every component; returns whether any had something to do. */
  boolean round() {
    world.passes(Duration.ofSeconds(20));
    controller.watch();
    boolean any = controller.sync(true);
    any |= kubelet.work();
    world.servers().elect();
    return world.servers().catchUp(rate + MOST) || any;
  }
}
