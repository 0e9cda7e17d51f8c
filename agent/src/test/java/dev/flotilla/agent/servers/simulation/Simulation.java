// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import dev.flotilla.agent.servers.SimulatedAgent;
import dev.flotilla.agent.servers.SimulatedAgent.Decisions;
import dev.flotilla.agent.servers.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One run, which its seed determines. */
final class Simulation {
  private static final int MOMENTS = 100;
  private static final int MOST_ROUNDS = 200;
  private static final int MOST_STEPS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Longer than most changes may be held. */
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Decisions decisions;
  private final World world;
  private final Schedule schedule;
  private final Journal journal = new Journal();
  private final AgentProcess process;
  private SimulatedAgent agent;
  private int actionsLeft = Integer.MAX_VALUE;
  private int holdsLeft = 3;
  private boolean calm;

  private Simulation(long seed, Decisions decisions, boolean logs) {
    var random = new SplittableRandom(seed);
    this.decisions = decisions;
    int servers = List.of(1, 3, 3, 3, 5).get(random.nextInt(5));
    var first =
        new Document(new Template(random.nextInt(12) == 0 ? "X" : "A", servers), false, true);
    this.world = new World(first, new Servers(servers, random.nextInt(servers)), logs);
    world.deadline(Duration.ofSeconds(List.of(15, 40, 1_800).get(random.nextInt(3))));
    this.schedule = new Schedule(world, random);
    this.process = new AgentProcess(world, journal, this::meanwhile);
    this.agent = newAgent();
  }

  /** An agent was killed. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Runs one seed; returns what was broken, if anything was. */
  static Optional<String> broken(long seed, Decisions decisions) {
    try {
      new Simulation(seed, decisions, false).run();
      return Optional.empty();
    } catch (Broken broken) {
      return Optional.ofNullable(broken.getMessage());
    }
  }

  /** The schedule of one seed, up to what it broke. */
  static String story(long seed, Decisions decisions) {
    var simulation = new Simulation(seed, decisions, true);
    try {
      simulation.run();
    } catch (Broken broken) {
      simulation.world.says("BROKEN:", String.valueOf(broken.getMessage()));
      simulation.world.says(simulation.world);
    }
    return String.join("\n", simulation.world.log());
  }

  private void run() {
    if (schedule.chance(80)) {
      var _ = settles();
    }
    if (schedule.chance(20)) {
      rollsHalfWay();
    }
    for (int moment = 0; moment < MOMENTS; moment++) {
      moment();
    }
    world.wants(last());
    schedule.calms();
    end();
  }

  /** Where a change can be held, to which few schedules come by themselves. */
  private void rollsHalfWay() {
    Document now = world.document();
    world.wants(now.with(new Template("B", now.servers())));
    for (int round = 0; round < MOST_STEPS && !world.referee().anyRolled(); round++) {
      schedule.round();
      pass();
    }
  }

  private void moment() {
    if (world.referee().anyExposed() && schedule.chance(15)) {
      schedule.strikes();
    }
    if (holdsLeft > 0 && world.referee().anyRolled() && schedule.chance(50)) {
      holdsLeft--;
      schedule.hangs();
      hold();
    }
    int draw = schedule.below(100);
    if (draw < 30) {
      pass();
    } else if (draw < 85) {
      schedule.goesOn();
    } else if (draw < 95) {
      schedule.disturbs();
    } else {
      schedule.heals();
    }
  }

  /** Nothing moves until the agent may have lost its patience; then perhaps all is well again. */
  private void hold() {
    for (int i = 0; i < 3; i++) {
      pass();
      world.passes(LONG);
    }
    if (schedule.chance(50)) {
      schedule.calms();
      for (int i = 0; i < 3; i++) {
        schedule.round();
        pass();
      }
    }
  }

  /** Whatever came before: the last document can be fulfilled, or is paused. */
  private Document last() {
    Document now = world.document();
    return now.with(new Template("Z", now.servers())).paused(schedule.chance(25));
  }

  /** One pass, which may be the last one of its process. */
  private Step pass() {
    actionsLeft = !calm && schedule.chance(10) ? schedule.below(12) : Integer.MAX_VALUE;
    try {
      return decide();
    } catch (Killed killed) {
      world.says("the agent is killed");
      agent = newAgent();
    } catch (Journal.Conflict conflict) {
      world.says("conflict");
    }
    return new Step.Done();
  }

  private Step decide() {
    Document document = process.begins();
    try {
      Step step = agent.pass(document.accepted());
      world.says("pass:", step);
      process.ends();
      return step;
    } catch (IllegalStateException circles) {
      throw new Broken(String.valueOf(circles.getMessage()));
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private SimulatedAgent newAgent() {
    return new SimulatedAgent(process, world::now, decisions);
  }

  /** Between two actions of the agent its process may end, and the world goes on. */
  private boolean meanwhile() {
    if (actionsLeft-- == 0) {
      throw new Killed();
    }
    if (calm || !schedule.chance(4)) {
      return false;
    }
    world.says("meanwhile:");
    if (schedule.chance(80)) {
      schedule.disturbs();
    } else {
      other();
    }
    return true;
  }

  /** Another process takes this one for dead: it must do nothing any more. */
  private void other() {
    var another = new AgentProcess(world, journal, () -> false);
    Document document = another.begins();
    try {
      Step step = new SimulatedAgent(another, world::now, decisions).pass(document.accepted());
      world.says("the other one's pass:", step);
      another.ends();
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Goes on until nothing is left to do, even after longer than anything is waited for, and returns
   * what is waited for then.
   */
  private Step settles() {
    calm = true;
    Step step = pass();
    int quiet = 0;
    for (int round = 0; round < MOST_ROUNDS && quiet < 2; round++) {
      boolean busy = schedule.round();
      Step next = pass();
      quiet = busy || !next.equals(step) ? 0 : quiet + 1;
      world.passes(quiet > 0 ? PATIENCE : Duration.ZERO);
      step = next;
    }
    require(quiet == 2, "does not come to rest: " + step);
    calm = false;
    return step;
  }

  /** A paused document may leave servers that cannot start as they are, and says so. */
  private void end() {
    Step step = settles();
    if (world.document().paused()) {
      require(stands(step), "paused, and " + step);
      world.wants(world.document().paused(false));
      step = settles();
    }
    if (journal.stop().isPresent()) {
      require(stands(step), "stopped, and " + step);
      world.wants(world.document().with(new Template("A", world.document().servers())));
      step = settles();
    }
    if (barred(step)) {
      return;
    }
    require(step instanceof Step.Done, "does not end: " + step);
    require(world.budget().equals(Optional.of(1)), "ends with the budget closed");
    require(world.set().filter(StatefulSet::settled).isPresent(), "ends before the set");
    require(world.pods().size() == world.document().servers(), "ends without a pod");
    for (Pod pod : world.pods()) {
      require(
          pod.available() && pod.template().equals(world.document().template()),
          "ends with " + pod);
    }
  }

  /**
   * A server cannot start from the template of those below the partition, and one above it serves:
   * the gate for that one waits for the other, and a change that has begun stops.
   */
  private boolean barred(Step step) {
    return step instanceof Step.Await(Step.Phase phase, _)
        && (phase == Step.Phase.VERIFY || journal.stop().isPresent())
        && world.pods().stream().anyMatch(pod -> pod.template().start() != Template.Start.WORKS);
  }

  private boolean stands(Step step) {
    boolean open = world.budget().equals(Optional.of(1));
    boolean all = world.pods().stream().allMatch(Pod::available);
    return step instanceof Step.Await ? !all || world.set().isEmpty() : open;
  }

  private static void require(boolean kept, String promise) {
    if (!kept) {
      throw new Broken(promise);
    }
  }
}
