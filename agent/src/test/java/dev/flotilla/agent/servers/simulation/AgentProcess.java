// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import dev.flotilla.agent.servers.HealthVerdict;
import dev.flotilla.agent.servers.Intent;
import dev.flotilla.agent.servers.RollFacts;
import dev.flotilla.agent.servers.ServerPod;
import dev.flotilla.agent.servers.SimulatedAgent;
import dev.flotilla.agent.servers.Step;
import dev.flotilla.agent.servers.Trouble;
import dev.flotilla.nats.cluster.status.RollStop;
import dev.flotilla.nats.replica.SeenReplicas;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Connects one process of the agent with the world. Its reads are those of the API server, one
 * after the other; its writes are bound to what it read; between any two of them the world goes on,
 * and the process may end.
 */
final class AgentProcess implements SimulatedAgent.Surroundings {
  private final World world;
  private final Journal journal;
  private final Meanwhile meanwhile;
  private Known known;
  private Optional<StatefulSet> seenSet = Optional.empty();
  private long seenBudget;
  private long journalAt;

  AgentProcess(World world, Journal journal, Meanwhile meanwhile) {
    this.world = world;
    this.journal = journal;
    this.meanwhile = meanwhile;
    this.known = new Known(world.document());
  }

  /** What happens between two actions of an agent. */
  interface Meanwhile {
    /** Anything, or the end of this process; returns whether anything happened. */
    boolean passes();
  }

  /** A pass begins: it is about the document as it is now. */
  Document begins() {
    known = new Known(world.document());
    known.asks(world);
    journalAt = journal.version();
    return known.document();
  }

  /** A pass has ended by itself. */
  void ends() {
    world.referee().passEnds(known);
  }

  private void goesOn() {
    if (meanwhile.passes()) {
      known.disturb();
    }
  }

  @Override
  public RollFacts observe() {
    seenSet = world.set();
    seenBudget = world.budgetVersion();
    Optional<Integer> budget = world.budget();
    known.learnsBudget(budget);
    goesOn();
    List<ServerPod> pods = world.pods().stream().map(pod -> pod.seen(world.now())).toList();
    int wanted = known.document().servers();
    boolean matches =
        seenSet
            .filter(set -> set.spec().template().equals(known.document().template()))
            .isPresent();
    return new RollFacts(
            seenSet
                .filter(_ -> known.document().paused())
                .map(set -> set.spec().replicas())
                .orElse(wanted),
            seenSet.map(StatefulSet::facts),
            matches,
            pods,
            budget,
            new HealthVerdict.NotAsked(),
            false)
        .paused(known.document().paused());
  }

  @Override
  public void record(Intent intent) {
    goesOn();
    journalAt = journal.write(intent, journalAt);
    world.says("intent:", intent);
    goesOn();
  }

  @Override
  public Optional<RollStop> stop() {
    return journal.stop();
  }

  @Override
  public void record(Optional<RollStop> stop) {
    if (!journal.stop().equals(stop)) {
      goesOn();
      journalAt = journal.write(stop, journalAt);
      world.says("stop:", stop);
      stop.ifPresent(_ -> world.referee().stopped(known));
      goesOn();
    }
  }

  @Override
  public Duration deadline() {
    return world.deadline();
  }

  @Override
  public Optional<HealthVerdict> complaint(RollFacts facts) {
    goesOn();
    known.asks(world);
    if (world.holdsExpired()) {
      return Optional.of(new HealthVerdict.HeldExpired("A", List.of("orders-0")));
    }
    for (int ordinal = 0; ordinal < facts.wanted(); ordinal++) {
      Server server = world.servers().at(ordinal);
      if (!server.answers()) {
        server.lookedAt();
        return Optional.of(unhealthy("SERVERS_MISSING", server.name() + " does not answer"));
      }
    }
    return Optional.empty();
  }

  private static HealthVerdict unhealthy(String code, String words) {
    return new HealthVerdict.Unhealthy(new Trouble(code, words));
  }

  @Override
  public SeenReplicas copies() {
    goesOn();
    known.asks(world);
    int servers = world.set().map(set -> set.spec().replicas()).orElse(0);
    return new Reports(world.servers(), world.now()).all(servers);
  }

  @Override
  public OptionalInt metaLeader() {
    known.learnsLeader(world.servers().metaLeader());
    return world.servers().metaLeader();
  }

  @Override
  public Optional<Trouble> elsewhere() {
    known.learnsOfOthers(world.elsewhere());
    return world.elsewhere();
  }

  /** Answered with success, whether or not it comes true. */
  @Override
  public void moveMetaLeader(int ordinal) {
    world.referee().before(new Step.MoveMetaLeader(ordinal), known);
    known.asksLeaderToMove();
    if (journal.version() % 3 != 0) {
      world.servers().moveMetaLeader(ordinal);
    }
    goesOn();
  }

  /** Moves leaders and clients, perhaps, and no data: nothing may depend on it. */
  @Override
  public void evacuate(int ordinal) {
    world.referee().before(new Step.Evacuate(ordinal), known);
    known.evacuates(ordinal);
    goesOn();
  }

  @Override
  public void renewClaims() {
    world.holdsExpired(false);
  }

  @Override
  public RollFacts write(Step step) {
    goesOn();
    world.referee().before(step, known);
    switch (step) {
      case Step.ApplySet(int partition) -> apply(known.document().template(), partition);
      case Step.SetPartition(int partition) -> apply(template(), partition);
      case Step.SetBudget(int allowed) -> {
        journal.expect(seenBudget == world.budgetVersion());
        world.allow(allowed);
      }
      case Step.ReplacePod(ServerPod pod) -> replace(pod);
      default -> throw new IllegalArgumentException(step.toString());
    }
    goesOn();
    return observe();
  }

  /** Of a document that is refused, none is known. */
  private Template template() {
    return known.document().accepted()
        ? known.document().template()
        : seenSet.orElseThrow().spec().template();
  }

  private void apply(Template template, int partition) {
    journal.expect(seenSet.map(StatefulSet::version).equals(world.set().map(StatefulSet::version)));
    if (seenSet.isEmpty()) {
      StatefulSet first = StatefulSet.created(template, template.servers(), partition);
      world.referee().created(first);
      world.apply(first);
      return;
    }
    StatefulSet after = seenSet.get().applied(template, partition);
    world.apply(after);
    world.referee().applied(seenSet.get(), after, known);
  }

  private void replace(ServerPod seen) {
    Optional<Pod> pod =
        world.pod(seen.ordinal()).filter(found -> found.uid().equals(seen.live().uid()));
    journal.expect(
        pod.filter(found -> Long.toString(found.version()).equals(seen.live().resourceVersion()))
            .isPresent());
    world.says("the agent deletes", pod);
    pod.ifPresent(world::delete);
  }
}
