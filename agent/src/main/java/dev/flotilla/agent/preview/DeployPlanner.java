// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.servers.RollForecast;
import dev.flotilla.agent.servers.ServerPod;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.query.DeployPlan;
import dev.flotilla.protocol.query.ObjectChange;
import dev.flotilla.protocol.query.ObjectChange.Action;
import dev.flotilla.protocol.query.ObjectChange.FieldChange;
import dev.flotilla.protocol.query.ServerChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Decides what a deploy would do, from facts alone. */
final class DeployPlanner {
  private DeployPlanner() {}

  static DeployPlan plan(PlanFacts facts) {
    return switch (facts) {
      case PlanFacts.Barred(var cluster, var refusals) -> barred(cluster, refusals);
      case PlanFacts.Seen seen -> seen(seen);
    };
  }

  private static DeployPlan barred(String cluster, List<Problem> refusals) {
    ObjectChange resource =
        new ObjectChange(
            Kind.NATS_CLUSTER.name(), cluster, Action.REFUSE, List.of(), refusals.getFirst());
    return new DeployPlan(
        DeployPlan.Outcome.REFUSED,
        refusals,
        List.of(resource),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static DeployPlan seen(PlanFacts.Seen facts) {
    List<ObjectChange> objects = new ArrayList<>();
    objects.add(resource(facts.resource()));
    objects.addAll(facts.secrets());
    facts.children().forEach(child -> objects.add(child(child)));
    List<Problem> refusals =
        Stream.concat(
                facts.refusals().stream(),
                objects.stream().flatMap(object -> Stream.ofNullable(object.problem())))
            .distinct()
            .toList();
    return refusals.isEmpty() ? possible(facts, objects) : refused(facts, objects, refusals);
  }

  private static DeployPlan possible(PlanFacts.Seen facts, List<ObjectChange> objects) {
    List<ServerChange> servers =
        RollForecast.of(facts.cluster().name(), facts.servers(), newTemplate(facts.children()));
    return new DeployPlan(
        DeployPlan.outcome(List.of(), objects, servers),
        List.of(),
        objects,
        servers,
        facts.rails().warnings(),
        facts.rails().waived(),
        facts.preflight());
  }

  /**
   * The NatsCluster would be written, and its reconciler would stop there: no child and no server
   * is touched while one of them is refused.
   */
  private static DeployPlan refused(
      PlanFacts.Seen facts, List<ObjectChange> objects, List<Problem> refusals) {
    List<ObjectChange> told =
        objects.stream()
            .filter(
                object ->
                    object.action() == Action.REFUSE
                        || object.kind().equals(Kind.NATS_CLUSTER.name()))
            .toList();
    List<ServerChange> servers =
        facts.servers().pods().stream().map(DeployPlanner::untouched).toList();
    return new DeployPlan(
        DeployPlan.Outcome.REFUSED,
        refusals,
        told,
        servers,
        facts.rails().warnings(),
        facts.rails().waived(),
        facts.preflight());
  }

  private static ServerChange untouched(ServerPod pod) {
    return new ServerChange(pod.name(), ServerChange.Action.KEEP, "unchanged");
  }

  /** The hub writes every new revision; what people ask is whether the spec changes. */
  private static ObjectChange resource(ObjectFacts facts) {
    return whenPresent(
        facts,
        (present, result) -> {
          List<FieldChange> fields = FieldDiff.between("spec", spec(present), spec(result));
          return change(facts, fields.isEmpty() ? Action.KEEP : Action.CHANGE, fields);
        });
  }

  /** Written exactly when the runner would write it. */
  private static ObjectChange child(ObjectFacts facts) {
    return whenPresent(
        facts,
        (present, result) ->
            facts.wanted().isCoveredBy(present)
                ? change(facts, Action.KEEP, List.of())
                : change(facts, Action.CHANGE, FieldDiff.between(present, result)));
  }

  private static ObjectChange whenPresent(
      ObjectFacts facts, BiFunction<Live, Live, ObjectChange> compared) {
    return switch (facts.attempt()) {
      case Attempt.Refused(var problem) ->
          new ObjectChange(
              facts.wanted().kind().name(),
              facts.wanted().name(),
              Action.REFUSE,
              List.of(),
              problem);
      case Attempt.Taken(var result) ->
          facts
              .present()
              .map(present -> compared.apply(present, result))
              .orElseGet(() -> change(facts, Action.CREATE, List.of()));
    };
  }

  private static ObjectChange change(ObjectFacts facts, Action action, List<FieldChange> fields) {
    return new ObjectChange(
        facts.wanted().kind().name(), facts.wanted().name(), action, fields, null);
  }

  private static Object spec(Live live) {
    return Tree.at(live.tree(), "spec").orElse(Tree.object());
  }

  /** The StatefulSet controller makes a new revision exactly when the template is another one. */
  private static boolean newTemplate(List<ObjectFacts> children) {
    return children.stream()
        .filter(child -> child.wanted().kind().equals(Kind.STATEFUL_SET))
        .anyMatch(
            set ->
                set.attempt() instanceof Attempt.Taken(var result)
                    && set.present()
                        .filter(present -> !template(present).equals(template(result)))
                        .isPresent());
  }

  private static Object template(Live set) {
    return Tree.at(set.tree(), "spec", "template").orElse(Tree.object());
  }
}
