// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.server.ImagePull;
import dev.flotilla.agent.servers.RollForecast;
import dev.flotilla.agent.servers.ServerPod;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.query.DeployPlan;
import dev.flotilla.protocol.query.ObjectChange;
import dev.flotilla.protocol.query.ObjectChange.Action;
import dev.flotilla.protocol.query.ObjectChange.FieldChange;
import dev.flotilla.protocol.query.ServerChange;
import java.util.List;
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
    ObjectChange resource = resource(facts.resource());
    List<ObjectChange> objects = facts.objects().stream().map(DeployPlanner::object).toList();
    List<Problem> refusals =
        Stream.concat(facts.refusals().stream(), problems(objects)).distinct().toList();
    DeployPlan plan =
        refusals.isEmpty()
            ? possible(facts, resource, objects)
            : refused(facts, refusals, Stream.concat(Stream.of(resource), done(objects)));
    return facts.version().map(plan::with).orElse(plan);
  }

  private static DeployPlan possible(
      PlanFacts.Seen facts, ObjectChange resource, List<ObjectChange> objects) {
    RollForecast forecast =
        RollForecast.of(
            facts.resource().change().name(), facts.servers(), newTemplate(facts.objects()));
    List<ObjectChange> pulls = facts.pulls().stream().map(DeployPlanner::pull).toList();
    List<ObjectChange> addons = facts.addons().stream().map(DeployPlanner::object).toList();
    List<ObjectChange> all =
        Stream.of(
                Stream.of(resource),
                pulls.stream(),
                objects.stream().map(object -> rolled(object, forecast)),
                addons.stream())
            .flatMap(changes -> changes)
            .toList();
    return new DeployPlan(
        DeployPlan.outcome(List.of(), all, forecast.servers()),
        List.of(),
        all,
        forecast.servers(),
        Stream.of(facts.rails().warnings().stream(), problems(pulls), problems(addons))
            .flatMap(problems -> problems)
            .distinct()
            .toList(),
        facts.rails().waived(),
        facts.preflight());
  }

  /** Gone again before the first server goes. */
  private static ObjectChange pull(DryRun dryRun) {
    ObjectChange pod = object(dryRun);
    if (pod.action() != Action.CREATE
        || !(dryRun.result() instanceof DryRunResult.Taken(var live))) {
      return pod;
    }
    String where =
        "%s, until it has image %s"
            .formatted(
                Tree.text(live.tree(), "spec", "nodeName"),
                String.join(", ", ImagePull.images(live).values()));
    FieldChange field = new FieldChange("spec.nodeName", null, where);
    return new ObjectChange(pod.kind(), pod.name(), pod.action(), List.of(field), null);
  }

  private static Stream<Problem> problems(List<ObjectChange> objects) {
    return objects.stream().flatMap(object -> Stream.ofNullable(object.problem()));
  }

  /** An object that is as desired, and is temporarily changed while servers roll. */
  private static ObjectChange rolled(ObjectChange object, RollForecast forecast) {
    return forecast
        .during(object.kind())
        .filter(_ -> object.action() == Action.KEEP)
        .map(
            field ->
                new ObjectChange(object.kind(), object.name(), Action.CHANGE, List.of(field), null))
        .orElse(object);
  }

  private static DeployPlan refused(
      PlanFacts.Seen facts, List<Problem> refusals, Stream<ObjectChange> objects) {
    List<ServerChange> servers =
        facts.servers().pods().stream().map(DeployPlanner::untouched).toList();
    return new DeployPlan(
        DeployPlan.Outcome.REFUSED,
        refusals,
        objects.toList(),
        servers,
        facts.rails().warnings(),
        facts.rails().waived(),
        facts.preflight());
  }

  /** A deploy stops at the first object that is refused; the plan names the others too. */
  private static Stream<ObjectChange> done(List<ObjectChange> objects) {
    return Stream.concat(
        objects.stream().takeWhile(object -> object.action() != Action.REFUSE),
        objects.stream().filter(object -> object.action() == Action.REFUSE));
  }

  private static ServerChange untouched(ServerPod pod) {
    return new ServerChange(pod.name(), ServerChange.Action.KEEP, "unchanged");
  }

  /** The hub writes every new revision; what matters to users is whether the spec changes. */
  private static ObjectChange resource(DryRun dryRun) {
    if (dryRun.change() instanceof Change.Apply(_, var present)
        && present.isPresent()
        && dryRun.result() instanceof DryRunResult.Taken(var result)) {
      List<FieldChange> fields = FieldDiff.between("spec", spec(present.get()), spec(result));
      return change(dryRun, fields.isEmpty() ? Action.KEEP : Action.CHANGE, fields);
    }
    return object(dryRun);
  }

  private static ObjectChange object(DryRun dryRun) {
    return switch (dryRun.result()) {
      case DryRunResult.Refused(var problem) ->
          new ObjectChange(
              dryRun.change().kind().name(),
              dryRun.change().name(),
              Action.REFUSE,
              List.of(),
              problem);
      case DryRunResult.Gone() -> change(dryRun, Action.DELETE, List.of());
      case DryRunResult.Taken(var result) -> taken(dryRun, result);
    };
  }

  private static ObjectChange taken(DryRun dryRun, Live result) {
    return switch (dryRun.change()) {
      case Change.Keep _ -> change(dryRun, Action.KEEP, List.of());
      case Change.Apply(_, var present) when present.isPresent() ->
          change(dryRun, Action.CHANGE, fields(present.get(), result));
      default -> change(dryRun, Action.CREATE, List.of());
    };
  }

  /** The content of a Secret is never shown. */
  private static List<FieldChange> fields(Live present, Live result) {
    return present.kind().equals(Kind.SECRET) ? List.of() : FieldDiff.between(present, result);
  }

  private static ObjectChange change(DryRun dryRun, Action action, List<FieldChange> fields) {
    return new ObjectChange(
        dryRun.change().kind().name(), dryRun.change().name(), action, fields, null);
  }

  private static Object spec(Live live) {
    return Tree.at(live.tree(), "spec").orElse(Tree.object());
  }

  /** The StatefulSet controller creates a new revision exactly when the template changes. */
  private static boolean newTemplate(List<DryRun> objects) {
    return objects.stream()
        .filter(object -> object.change().kind().equals(Kind.STATEFUL_SET))
        .anyMatch(
            set ->
                set.change() instanceof Change.Apply(_, var present)
                    && set.result() instanceof DryRunResult.Taken(var result)
                    && present
                        .filter(live -> !template(live).equals(template(result)))
                        .isPresent());
  }

  private static Object template(Live set) {
    return Tree.at(set.tree(), "spec", "template").orElse(Tree.object());
  }
}
