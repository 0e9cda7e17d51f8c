// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.natscluster.Transition;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Blueprints;
import dev.flotilla.agent.render.Children;
import dev.flotilla.agent.render.DisruptionBudget;
import dev.flotilla.agent.render.ServerSet;
import dev.flotilla.agent.servers.HealthVerdict;
import dev.flotilla.agent.servers.RollFacts;
import dev.flotilla.agent.servers.ServerPod;
import dev.flotilla.agent.servers.SetFacts;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.query.ObjectChange;
import dev.flotilla.protocol.query.ObjectChange.Action;
import dev.flotilla.protocol.query.PreflightCheck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A member in which {@code nats/orders} is at rest, or not there, and what an agent would see in
 * it. Its API server takes every manifest as it is.
 *
 * @param present spec of the NatsCluster that runs; empty for none
 * @param foreign whether a Service of its name is somebody else's
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

  /** What is seen when somebody asks for that spec. */
  PlanFacts facts(String spec) {
    Blueprint wanted = configured(spec);
    Manifest set = ServerSet.of(wanted, wanted.spec().replicas());
    Optional<Live> running = present.map(old -> live(children(configured(old)).get(3)));
    return new PlanFacts.Seen(
        resource(spec),
        secrets(),
        children(wanted).stream().map(child -> child(child, wanted, running)).toList(),
        List.of(),
        observed(wanted, set, running),
        new PlanFacts.Rails(
            List.of(new Problem("SINGLE_SERVER", "one server has no copy", "Use three.")),
            List.of()),
        List.of(
            new PreflightCheck(
                "POD_SECURITY", PreflightCheck.Result.PASSED, "the servers are fit", "")));
  }

  private ObjectFacts resource(String spec) {
    Manifest wanted = natsCluster(spec);
    return new ObjectFacts(
        wanted,
        present.map(Member::natsCluster).map(Member::live),
        new Attempt.Taken(live(wanted)));
  }

  private static Manifest natsCluster(String spec) {
    Object tree = Json.read(spec.getBytes(StandardCharsets.UTF_8), Map.class);
    return new Manifest(
        Kind.NATS_CLUSTER,
        Tree.object("name", "orders", "namespace", "nats"),
        Tree.object("spec", tree));
  }

  private List<ObjectChange> secrets() {
    Action action = present.isPresent() ? Action.KEEP : Action.CREATE;
    return List.of(new ObjectChange("Secret", "orders-keys", action, List.of(), null));
  }

  private ObjectFacts child(Manifest wanted, Blueprint blueprint, Optional<Live> running) {
    if (foreign && wanted.name().equals("orders") && wanted.kind().equals(Kind.SERVICE)) {
      Problem problem = Blocked.byForeignObject(live(wanted)).problem();
      return new ObjectFacts(wanted, Optional.empty(), new Attempt.Refused(problem));
    }
    Attempt attempt =
        running
            .filter(_ -> wanted.kind().equals(Kind.STATEFUL_SET))
            .flatMap(set -> Transition.judge(set, wanted, blueprint.spec()))
            .<Attempt>map(Attempt.Refused::new)
            .orElseGet(() -> new Attempt.Taken(live(wanted)));
    return new ObjectFacts(wanted, before(wanted), attempt);
  }

  private Optional<Live> before(Manifest wanted) {
    return present.stream()
        .flatMap(old -> children(configured(old)).stream())
        .filter(child -> child.kind().equals(wanted.kind()) && child.name().equals(wanted.name()))
        .findFirst()
        .map(Member::live);
  }

  private static RollFacts observed(Blueprint wanted, Manifest set, Optional<Live> running) {
    int replicas =
        running.map(live -> (int) Tree.number(live.tree(), "spec", "replicas")).orElse(0);
    return new RollFacts(
        wanted.spec().replicas(),
        running.map(_ -> new SetFacts(replicas, replicas, 1, 1, REVISION, REVISION)),
        running.filter(set::isCoveredBy).isPresent(),
        IntStream.range(0, replicas).mapToObj(Member::pod).toList(),
        running.map(_ -> DisruptionBudget.OPEN),
        new HealthVerdict.NotAsked(),
        false);
  }

  private static ServerPod pod(int ordinal) {
    Live live =
        new Live(Kind.POD, Tree.object("metadata", Tree.object("name", "orders-" + ordinal)));
    return new ServerPod(ordinal, live, REVISION, true, "10.0.0.1", Optional.empty(), 0, false);
  }

  private static Blueprint configured(String spec) {
    Blueprint plain = Blueprints.orders(spec);
    return new Blueprint(
        plain.namespace(),
        plain.name(),
        plain.uid(),
        plain.spec(),
        "{\"port\": 4222, \"servers\": %d}".formatted(plain.spec().replicas()));
  }

  private static List<Manifest> children(Blueprint blueprint) {
    List<Manifest> children = new ArrayList<>(Children.of(blueprint));
    children.add(ServerSet.of(blueprint, blueprint.spec().replicas()));
    children.add(DisruptionBudget.of(blueprint, DisruptionBudget.OPEN));
    return children;
  }

  private static Live live(Manifest manifest) {
    return new Live(manifest.kind(), manifest.tree());
  }
}
