// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * What Kubernetes does with a partitioned StatefulSet, as far as the planner can observe it. No
 * time passes except by {@link #settle}.
 */
final class SimulatedCluster {
  private int servers;
  private int replicas;
  private final Map<Integer, String> pods = new HashMap<>();
  private final Set<String> broken = new HashSet<>();
  private final Set<String> ofOne = new HashSet<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Intent> intents = new ArrayList<>();
  private final List<Integer> replaced = new ArrayList<>();
  private String wanted = "";
  private String applied = "";
  private String current = "";
  private int partition;
  private int budget;
  private int leader;
  private Optional<HealthVerdict.HeldExpired> held = Optional.empty();
  private Optional<Trouble> elsewhere = Optional.empty();
  private boolean paused;
  private final Workload workload;

  SimulatedCluster(int servers) {
    this.servers = servers;
    this.leader = servers - 1;
    this.workload = new Workload(servers);
  }

  void want(String template) {
    wanted = template;
  }

  /** Other servers than there are. */
  void want(String template, int others) {
    wanted = template;
    servers = others;
  }

  /** The document pauses changes of the servers, or no longer does. */
  void pause(boolean wished) {
    paused = wished;
  }

  /** From now on no pod of that template starts. */
  void breaks(String template) {
    broken.add(template);
  }

  /**
   * Lets planner and controller work until the planner waits and the controller has nothing to do,
   * and returns that step.
   */
  Step settle() {
    while (true) {
      Step step = plan();
      boolean changed = control();
      if (!changed && (step instanceof Step.Await || step instanceof Step.Done)) {
        return step;
      }
    }
  }

  /** What a journal holds of all this: a step that is repeated is written once. */
  List<Intent> intents() {
    return intents;
  }

  /** Ordinals whose pods were replaced, in that order. */
  List<Integer> replaced() {
    return List.copyOf(replaced);
  }

  /** The facts that an observation would give now. */
  RollFacts seen() {
    return facts(new HealthVerdict.NotAsked(), false);
  }

  /** Who uses it. */
  Workload workload() {
    return workload;
  }

  /** Somebody drains the node of that server. */
  void evict(int ordinal) {
    pods.remove(ordinal);
    workload.stops(ordinal);
  }

  /** One look of the planner, and one round of the controller. */
  void round() {
    var _ = plan();
    var _ = control();
  }

  List<Step> steps() {
    return steps;
  }

  String template(int ordinal) {
    return pods.getOrDefault(ordinal, "");
  }

  int partition() {
    return partition;
  }

  int budget() {
    return budget;
  }

  /** Works towards the desired state, but no further than that partition. */
  void rollUntilPartition(int reached) {
    while (partition != reached) {
      round();
    }
  }

  /** One look of the planner, before the controller does anything. */
  void lookOnce() {
    var _ = plan();
  }

  /**
   * Works as on a document that is refused, until there is nothing to do, and returns that step.
   */
  Step standStill() {
    while (true) {
      Step step = plan(facts -> RollPlanner.standStill(facts, facts.set().orElseThrow()));
      boolean changed = control();
      if (!changed && (step instanceof Step.Await || step instanceof Step.Done)) {
        return step;
      }
    }
  }

  private Step plan() {
    return plan(RollPlanner::next);
  }

  private Step plan(Function<RollFacts, Step> planner) {
    RollFacts facts = facts(new HealthVerdict.NotAsked(), false);
    for (int i = 0; i < 50; i++) {
      Step step = planner.apply(facts);
      steps.add(step);
      Intent.of(step, facts)
          .filter(intent -> intents.isEmpty() || !intents.getLast().equals(intent))
          .ifPresent(intents::add);
      switch (step) {
        case Step.Verify _ -> facts = facts.with(health());
        case Step.MoveMetaLeader(int ordinal) -> {
          leader = ordinal;
          facts = facts.withLeaderMoved();
        }
        case Step.Evacuate(int ordinal) -> {
          workload.leaves(ordinal);
          facts = facts.withEvacuated();
        }
        case Step.RenewClaims _ -> {
          held = Optional.empty();
          facts = facts.with(new HealthVerdict.Unhealthy(new Trouble("RENEWED", "just now")));
        }
        case Step.Await _, Step.Done _ -> {
          return step;
        }
        default -> {
          carryOut(step);
          facts = facts(new HealthVerdict.NotAsked(), false);
        }
      }
    }
    throw new IllegalStateException("goes in circles: " + steps);
  }

  private void carryOut(Step step) {
    switch (step) {
      case Step.ApplySet(int to) -> {
        current = current.isEmpty() ? wanted : current;
        applied = wanted;
        partition = to;
        replicas = servers;
        if (servers == 1) {
          ofOne.add(wanted);
        }
      }
      case Step.SetPartition(int to) -> partition = to;
      case Step.SetBudget(int to) -> budget = to;
      case Step.ReplacePod(ServerPod pod) -> replace(pod.ordinal());
      default -> throw new IllegalArgumentException(step.toString());
    }
  }

  /**
   * One round of the StatefulSet controller, which replaces from the highest ordinal and waits for
   * each to be ready.
   */
  private boolean control() {
    boolean replaced = replaceOne();
    return workload.catchesUp() || replaced;
  }

  private boolean replaceOne() {
    for (int ordinal = 0; ordinal < replicas; ordinal++) {
      if (!pods.containsKey(ordinal)) {
        pods.put(ordinal, ordinal >= partition ? applied : current);
        return true;
      }
    }
    for (int ordinal = replicas - 1; ordinal >= partition; ordinal--) {
      if (template(ordinal).equals(applied) && !ready(ordinal)) {
        return false;
      }
      if (!template(ordinal).equals(applied)) {
        replace(ordinal);
        return true;
      }
    }
    boolean closes = partition == 0 && !current.equals(applied);
    current = closes ? applied : current;
    return closes;
  }

  private void replace(int ordinal) {
    if (ready(ordinal)) {
      workload.restarts(ordinal);
    }
    pods.remove(ordinal);
    replaced.add(ordinal);
  }

  /** A cluster that is joined with this one becomes unhealthy, or healthy again. */
  void isElsewhere(Optional<Trouble> trouble) {
    elsewhere = trouble;
  }

  /** A server refuses an account as expired until its claims are issued again. */
  void holdsExpired(HealthVerdict.HeldExpired account) {
    held = Optional.of(account);
  }

  private HealthVerdict health() {
    if (held.isPresent()) {
      return held.get();
    }
    boolean all =
        pods.size() == (paused ? replicas : servers)
            && pods.values().stream().noneMatch(broken::contains);
    boolean together = servers == 1 || pods.values().stream().noneMatch(ofOne::contains);
    if (all && together && workload.behind().isPresent()) {
      int server = workload.behind().getAsInt();
      return new HealthVerdict.Unhealthy(
          new Trouble("REPLICA_BEHIND", "orders-" + server + " is behind"), OptionalInt.of(server));
    }
    return all && together
        ? new HealthVerdict.Healthy(OptionalInt.of(leader), elsewhere)
        : new HealthVerdict.Unhealthy(new Trouble("SERVERS_MISSING", "not all answer"));
  }

  private RollFacts facts(HealthVerdict verdict, boolean leaderMoved) {
    Optional<SetFacts> set =
        applied.isEmpty()
            ? Optional.empty()
            : Optional.of(new SetFacts(partition, replicas, 1, 1, current, applied));
    List<ServerPod> seen = pods.keySet().stream().sorted().map(this::pod).toList();
    boolean matches = applied.equals(wanted) && replicas == servers;
    int number = paused && set.isPresent() ? replicas : servers;
    return new RollFacts(number, set, matches, seen, Optional.of(budget), verdict, leaderMoved)
        .paused(paused);
  }

  /** Servers of a cluster are ready only without the one that has no routes. */
  private boolean ready(int ordinal) {
    return !broken.contains(template(ordinal))
        && (ofOne.contains(template(ordinal)) || pods.values().stream().noneMatch(ofOne::contains));
  }

  private ServerPod pod(int ordinal) {
    boolean starts = !broken.contains(template(ordinal));
    String port = ofOne.contains(template(ordinal)) ? "nats" : "cluster";
    var live =
        new Live(
            Kind.POD,
            Map.of(
                "metadata",
                Map.of("name", "orders-" + ordinal),
                "spec",
                Map.of("containers", List.of(Map.of("ports", List.of(Map.of("name", port)))))));
    Optional<Trouble> trouble =
        starts ? Optional.empty() : Optional.of(new Trouble("ImagePullBackOff", "no image"));
    return new ServerPod(
        ordinal, live, template(ordinal), ready(ordinal), "10.0.0." + ordinal, trouble, 0, false);
  }
}
