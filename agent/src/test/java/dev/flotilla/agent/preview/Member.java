// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.natscluster.Transition;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Blueprints;
import dev.flotilla.agent.render.addon.Addons;
import dev.flotilla.agent.render.addon.Surroundings;
import dev.flotilla.agent.render.server.Children;
import dev.flotilla.agent.render.server.DisruptionBudget;
import dev.flotilla.agent.render.server.ImagePull;
import dev.flotilla.agent.render.server.ServerSet;
import dev.flotilla.agent.servers.HealthVerdict;
import dev.flotilla.agent.servers.PendingRestart;
import dev.flotilla.agent.servers.RollFacts;
import dev.flotilla.agent.servers.ServerPod;
import dev.flotilla.agent.servers.SetFacts;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.query.PreflightCheck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A member in which {@code nats/orders} is at rest, or absent, and what an agent would read in it.
 * Its API server admits every manifest as it is.
 *
 * @param present spec of the NatsCluster that is running; empty for none
 * @param foreign whether a Service of its name has another owner
 */
record Member(Optional<String> present, boolean foreign) {
  private static final String REVISION = "orders-6b5d";

  static Member empty() {
    return new Member(Optional.empty(), false);
  }

  static Member running(String spec) {
    return new Member(Optional.of(spec), false);
  }

  static PlanFacts forbidden() {
    return new PlanFacts.Barred(
        "orders",
        List.of(
            new Problem(
                "POLICY_OBSERVE",
                "the policy of this member (observe) does not allow the hub to change anything",
                "Its own people can set policy.mode.")));
  }

  Member withForeignService() {
    return new Member(present, true);
  }

  /** The facts for a plan with that spec. */
  PlanFacts facts(String spec) {
    Blueprint wanted = configured(spec);
    Manifest set = ServerSet.of(wanted, wanted.spec().servers().replicas());
    Optional<Live> running = present.map(Member::configured).map(Member::set);
    Optional<Change> impossible =
        running
            .flatMap(live -> Transition.judge(live, set, wanted.spec()))
            .map(problem -> new Change.Refuse(Kind.STATEFUL_SET, "orders", problem));
    List<Change> changes = impossible.map(List::of).orElseGet(() -> changes(wanted));
    return new PlanFacts.Seen(
        resource(spec),
        pulls(wanted, running),
        changes.stream().map(Member::dryRun).toList(),
        addons(wanted).stream().map(Member::dryRun).toList(),
        List.of(),
        observed(wanted, set, running),
        new PlanFacts.Rails(
            List.of(new Problem("SINGLE_SERVER", "one server has no copy", "Use three.")),
            List.of()),
        List.of(
            new PreflightCheck(
                "POD_SECURITY", PreflightCheck.Result.PASSED, "the servers are fit", "")),
        Optional.empty());
  }

  /** As an agent pulls another image on the nodes of its servers. */
  private static List<DryRun> pulls(Blueprint wanted, Optional<Live> running) {
    return running.stream()
        .map(set -> ImagePull.missing(wanted, set))
        .filter(missing -> !missing.isEmpty())
        .flatMap(
            missing ->
                IntStream.range(0, 3)
                    .mapToObj(one -> ImagePull.of(wanted, one, "node-" + one, missing)))
        .map(pull -> dryRun(new Change.Create(pull)))
        .toList();
  }

  private DryRun resource(String spec) {
    Manifest wanted = natsCluster(spec);
    return dryRun(new Change.Apply(wanted, present.map(Member::natsCluster).map(Member::live)));
  }

  private static Manifest natsCluster(String spec) {
    Object tree = Json.read(spec.getBytes(StandardCharsets.UTF_8), Map.class);
    return new Manifest(
        Kind.NATS_CLUSTER,
        Tree.object("name", "orders", "namespace", "nats"),
        Tree.object("spec", tree));
  }

  /** What is refused where anything is, like a change set. */
  private List<Change> changes(Blueprint wanted) {
    List<Change> changes = new ArrayList<>(List.of(keys()));
    children(wanted).forEach(child -> changes.add(change(child)));
    List<Change> refused = changes.stream().filter(change -> change.refusal().isPresent()).toList();
    return refused.isEmpty() ? changes : refused;
  }

  private Change keys() {
    Manifest keys =
        new Manifest(
            Kind.SECRET,
            Tree.object("name", "orders-keys", "namespace", "nats"),
            Tree.object("data", Tree.object("operator.seed", "never shown")));
    return present.isPresent() ? new Change.Keep(live(keys)) : new Change.Create(keys);
  }

  private Change change(Manifest wanted) {
    if (foreign && wanted.name().equals("orders") && wanted.kind().equals(Kind.SERVICE)) {
      Problem problem = Blocked.byForeignObject(live(wanted)).problem();
      return new Change.Refuse(Kind.SERVICE, "orders", problem);
    }
    return Change.to(wanted, before(wanted));
  }

  private Optional<Live> before(Manifest wanted) {
    return present.stream()
        .map(Member::configured)
        .flatMap(old -> Stream.concat(children(old).stream(), rendered(old).stream()))
        .filter(child -> isSame(child, wanted))
        .findFirst()
        .map(Member::live);
  }

  private List<Change> addons(Blueprint wanted) {
    List<Manifest> asked = rendered(wanted);
    Stream<Change> unwanted =
        present.map(Member::configured).map(Member::rendered).orElseGet(List::of).stream()
            .filter(old -> asked.stream().noneMatch(addon -> isSame(addon, old)))
            .map(Member::live)
            .map(Change.Remove::new);
    return Stream.concat(unwanted, asked.stream().map(this::change)).toList();
  }

  private static List<Manifest> rendered(Blueprint blueprint) {
    return Addons.of(blueprint, new Surroundings("flotilla", Optional.empty()));
  }

  private static boolean isSame(Manifest one, Manifest other) {
    return one.kind().equals(other.kind()) && one.name().equals(other.name());
  }

  /** There is no Prometheus operator in this member. */
  private static DryRun dryRun(Change change) {
    DryRunResult attempt =
        switch (change) {
          case Change.Keep(var present) -> new DryRunResult.Taken(present);
          case Change.Apply(var wanted, _) when wanted.kind().equals(Kind.POD_MONITOR) ->
              new DryRunResult.Refused(
                  new Problem("ADDON_KIND_MISSING", "Kubernetes knows no PodMonitor", "Install."));
          case Change.Apply(var wanted, _) -> new DryRunResult.Taken(live(wanted));
          case Change.Create(var wanted) -> new DryRunResult.Taken(live(wanted));
          case Change.Remove _ -> new DryRunResult.Gone();
          case Change.Refuse(_, _, var problem) -> new DryRunResult.Refused(problem);
        };
    return new DryRun(change, attempt);
  }

  private static Live set(Blueprint blueprint) {
    return live(ServerSet.of(blueprint, blueprint.spec().servers().replicas()));
  }

  private static RollFacts observed(Blueprint wanted, Manifest set, Optional<Live> running) {
    int replicas =
        running.map(live -> (int) Tree.number(live.tree(), "spec", "replicas")).orElse(0);
    List<ServerPod> pods = IntStream.range(0, replicas).mapToObj(Member::pod).toList();
    return new RollFacts(
            wanted.spec().servers().replicas(),
            running.map(_ -> new SetFacts(replicas, replicas, 1, 1, REVISION, REVISION)),
            running.filter(set::isCoveredBy).isPresent(),
            pods,
            running.map(_ -> DisruptionBudget.OPEN),
            new HealthVerdict.NotAsked(),
            false)
        .restarting(PendingRestart.NONE.with(wanted.spec().servers().restart(), () -> pods));
  }

  private static ServerPod pod(int ordinal) {
    Live live =
        new Live(
            Kind.POD,
            Tree.object(
                "metadata", Tree.object("name", "orders-" + ordinal, "uid", "uid-" + ordinal)));
    return new ServerPod(ordinal, live, REVISION, true, "10.0.0.1", Optional.empty(), 0, false);
  }

  private static Blueprint configured(String spec) {
    Blueprint plain = Blueprints.orders(spec);
    return new Blueprint(
        plain.namespace(),
        plain.name(),
        plain.uid(),
        plain.spec(),
        "{\"port\": 4222, \"servers\": %d}".formatted(plain.spec().servers().replicas()));
  }

  private static List<Manifest> children(Blueprint blueprint) {
    List<Manifest> children = new ArrayList<>(Children.of(blueprint));
    children.add(ServerSet.of(blueprint, blueprint.spec().servers().replicas()));
    children.add(DisruptionBudget.of(blueprint, DisruptionBudget.OPEN));
    return children;
  }

  private static Live live(Manifest manifest) {
    return new Live(manifest.kind(), manifest.tree());
  }
}
