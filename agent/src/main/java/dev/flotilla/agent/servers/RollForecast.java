// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.server.DisruptionBudget;
import dev.flotilla.protocol.query.ObjectChange.FieldChange;
import dev.flotilla.protocol.query.ServerChange;
import dev.flotilla.protocol.query.ServerChange.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What {@link RollPlanner} would do to each server from here on, provided that everything it waits
 * for happens: pods start, servers are healthy, and the StatefulSet controller does its part. It
 * uses the planner for each step, so that a plan and the roll that follows it cannot disagree.
 */
public final class RollForecast {
  /** More steps than any roll has: nine servers, several waits for each. */
  private static final int MOST_STEPS = 200;

  /**
   * Stands for the revision that the controller would assign to a template that it does not know.
   */
  private static final String NEW_REVISION = "(new)";

  private final String cluster;
  private final String wanted;
  private final Map<Integer, ServerChange> happened = new LinkedHashMap<>();
  private final Map<String, FieldChange> during = new LinkedHashMap<>();
  private RollFacts facts;
  private OptionalInt leader;
  private String moves = "";

  private RollForecast(String cluster, RollFacts facts, boolean newTemplate) {
    this.cluster = cluster;
    this.facts = facts.with(new HealthVerdict.NotAsked());
    this.leader =
        facts.verdict() instanceof HealthVerdict.Healthy(var present, _)
            ? present
            : OptionalInt.empty();
    this.wanted =
        facts.set().filter(_ -> !newTemplate).map(SetFacts::updateRevision).orElse(NEW_REVISION);
  }

  /**
   * The forecast.
   *
   * @param cluster name of the NatsCluster
   * @param now the present facts; the meta leader is known where their verdict has it
   * @param newTemplate whether the template of the pods would change
   */
  public static RollForecast of(String cluster, RollFacts now, boolean newTemplate) {
    RollForecast forecast = new RollForecast(cluster, now, newTemplate);
    forecast.run();
    return forecast;
  }

  /** The servers that are affected, in that order, then the others. */
  public List<ServerChange> servers() {
    return List.copyOf(happened.values());
  }

  /** What differs in an object of that kind for as long as servers roll; empty if nothing does. */
  public Optional<FieldChange> during(String kind) {
    return Optional.ofNullable(during.get(kind));
  }

  private void run() {
    if (facts.paused()) {
      facts.pods().forEach(this::stays);
      return;
    }
    for (int i = 0; i < MOST_STEPS; i++) {
      switch (RollPlanner.next(facts)) {
        case Step.Done _ -> {
          keepOthers();
          return;
        }
        case Step.Verify _ -> facts = facts.with(new HealthVerdict.Healthy(leader));
        case Step.MoveMetaLeader(int ordinal) -> move(ordinal);
        case Step.Evacuate _ -> facts = facts.withEvacuated();
        case Step.RenewClaims _ -> throw new IllegalStateException("no server is asked");
        case Step.ApplySet(int partition) -> apply(partition);
        case Step.SetPartition(int partition) -> lower(partition);
        case Step.Heal(int partition, _) -> lower(partition);
        case Step.SetBudget(int allowed) -> allow(allowed);
        case Step.ReplacePod(ServerPod lost) ->
            replace(lost, lost.serving() ? "joins the cluster" : "cannot start");
        case Step.RestartServer(ServerPod due) -> replace(due, "restarts as requested");
        case Step.Await _ -> await();
      }
    }
    throw new IllegalStateException("the forecast for " + cluster + " does not converge");
  }

  /** Before the next server goes: clients then see one election, and not two. */
  private void move(int ordinal) {
    moves =
        "; the meta leader moves from %s to %s first"
            .formatted(name(leader.orElseThrow()), name(ordinal));
    leader = OptionalInt.of(ordinal);
    facts = facts.withLeaderMoved();
  }

  private void rolls(int ordinal, String reason) {
    if (!happened.containsKey(ordinal)) {
      happened.put(ordinal, new ServerChange(name(ordinal), Action.ROLL, reason + moves));
      moves = "";
    }
  }

  private void stays(ServerPod pod) {
    String why = facts.held() ? "paused" : "unchanged";
    happened.put(pod.ordinal(), new ServerChange(pod.name(), Action.KEEP, why));
  }

  private void keepOthers() {
    IntStream.range(0, facts.wanted())
        .forEach(
            ordinal ->
                happened.putIfAbsent(
                    ordinal, new ServerChange(name(ordinal), Action.KEEP, "unchanged")));
  }

  private void allow(int disruptions) {
    if (disruptions == DisruptionBudget.CLOSED) {
      during.put(
          Kind.DISRUPTION_BUDGET.name(),
          whileRolling("spec.maxUnavailable", DisruptionBudget.OPEN, disruptions));
    }
    facts = after(facts.set(), facts.pods(), Optional.of(disruptions));
  }

  private static FieldChange whileRolling(String path, int before, int meanwhile) {
    return new FieldChange(
        path,
        Integer.toString(before),
        "%d while servers roll, then %d".formatted(meanwhile, before));
  }

  private void apply(int partition) {
    String current = facts.set().map(SetFacts::currentRevision).orElse(wanted);
    SetFacts set = new SetFacts(partition, facts.wanted(), 1, 1, current, wanted);
    facts =
        new RollFacts(
                facts.wanted(),
                Optional.of(set),
                true,
                facts.pods(),
                facts.budget(),
                new HealthVerdict.NotAsked(),
                false)
            .restarting(facts.restart());
  }

  private void lower(int partition) {
    SetFacts set = facts.set().orElseThrow();
    if (partition < facts.wanted()) {
      during.put(
          Kind.STATEFUL_SET.name(),
          whileRolling("spec.updateStrategy.rollingUpdate.partition", facts.wanted(), partition));
    }
    facts = after(Optional.of(at(partition, set)), facts.pods(), facts.budget());
  }

  private void replace(ServerPod gone, String why) {
    List<ServerPod> others =
        facts.pods().stream().filter(pod -> pod.ordinal() != gone.ordinal()).toList();
    rolls(gone.ordinal(), why);
    facts = after(facts.set(), others, facts.budget());
  }

  /** Everything else does what it should. */
  private void await() {
    SetFacts set = facts.set().orElseThrow();
    List<ServerPod> pods = new ArrayList<>();
    for (int ordinal = 0; ordinal < set.replicas(); ordinal++) {
      pods.add(served(ordinal, set));
    }
    boolean closes = pods.stream().allMatch(pod -> pod.revision().equals(set.updateRevision()));
    SetFacts seen =
        new SetFacts(
            set.partition(),
            set.replicas(),
            set.generation(),
            set.generation(),
            closes ? set.updateRevision() : set.currentRevision(),
            set.updateRevision());
    facts = after(Optional.of(seen), pods, facts.budget());
  }

  /** The pod of that ordinal once the controller has acted. */
  private ServerPod served(int ordinal, SetFacts set) {
    boolean due = ordinal >= set.partition();
    Optional<ServerPod> present = facts.pod(ordinal);
    if (present.isEmpty()) {
      happened.putIfAbsent(
          ordinal, new ServerChange(name(ordinal), Action.CREATE, "does not exist yet"));
      return pod(ordinal, due ? set.updateRevision() : set.currentRevision());
    }
    String revision = present.get().revision();
    if (!due || revision.equals(set.updateRevision())) {
      return kept(present.get());
    }
    rolls(ordinal, reason(set));
    return pod(ordinal, set.updateRevision());
  }

  private static String reason(SetFacts set) {
    return set.updateRevision().equals(NEW_REVISION)
        ? "the pod template changes"
        : "an earlier change is still pending";
  }

  private ServerPod pod(int ordinal, String revision) {
    return served(
        ordinal,
        new Live(Kind.POD, Tree.object("metadata", Tree.object("name", name(ordinal)))),
        revision);
  }

  /** The same pod, so that a restart still finds it; one that terminates comes back as another. */
  private ServerPod kept(ServerPod pod) {
    return pod.terminating()
        ? pod(pod.ordinal(), pod.revision())
        : served(pod.ordinal(), pod.live(), pod.revision());
  }

  private static ServerPod served(int ordinal, Live live, String revision) {
    return new ServerPod(ordinal, live, revision, true, "", Optional.empty(), 0, false);
  }

  private String name(int ordinal) {
    return cluster + "-" + ordinal;
  }

  private RollFacts after(Optional<SetFacts> set, List<ServerPod> pods, Optional<Integer> budget) {
    return new RollFacts(
            facts.wanted(), set, facts.matches(), pods, budget, new HealthVerdict.NotAsked(), false)
        .restarting(facts.restart());
  }

  private static SetFacts at(int partition, SetFacts set) {
    return new SetFacts(
        partition,
        set.replicas(),
        set.generation(),
        set.observedGeneration(),
        set.currentRevision(),
        set.updateRevision());
  }
}
