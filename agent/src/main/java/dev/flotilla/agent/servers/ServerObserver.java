// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.ChildWriter;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.render.server.DisruptionBudget;
import dev.flotilla.agent.render.server.ImagePull;
import dev.flotilla.agent.render.server.ServerSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Gathers the facts of one cluster from the API server. */
@ApplicationScoped
public class ServerObserver {
  private final KubernetesObjects objects;
  private final ChildWriter children;
  private final InstantSource clock;

  ServerObserver(KubernetesObjects objects, ChildWriter children, InstantSource clock) {
    this.objects = objects;
    this.children = children;
    this.clock = clock;
  }

  /**
   * Observes once.
   *
   * @throws Blocked when the StatefulSet or the disruption budget has another owner
   */
  public Observation observe(Blueprint blueprint) throws Blocked {
    int wanted = blueprint.spec().servers().replicas();
    Optional<Live> set = children.find(ServerSet.of(blueprint, wanted), blueprint.uid());
    Optional<Live> budget =
        children.find(DisruptionBudget.of(blueprint, DisruptionBudget.OPEN), blueprint.uid());
    Optional<SetFacts> facts = set.map(SetFacts::of);
    Manifest wantedSet = ServerSet.of(blueprint, facts.map(SetFacts::partition).orElse(wanted));
    boolean paused = blueprint.spec().servers().paused();
    List<Live> pods =
        objects.labelled(Kind.POD, blueprint.namespace(), Labels.CLUSTER, blueprint.name());
    RollFacts observed =
        new RollFacts(
                facts.filter(_ -> paused).map(SetFacts::replicas).orElse(wanted),
                facts,
                set.map(wantedSet::isCoveredBy).orElse(false),
                ServerPods.of(blueprint.name(), pods, clock.instant()),
                budget.flatMap(found -> allowance(blueprint, found)),
                new HealthVerdict.NotAsked(),
                false)
            .paused(paused);
    return new Observation(
        observed,
        Optional.empty(),
        set,
        budget,
        wantedSet,
        pods.stream().filter(ImagePull::is).toList());
  }

  /**
   * What the live budget allows; empty when it does not match in every other respect, so that it is
   * written again.
   */
  private static Optional<Integer> allowance(Blueprint blueprint, Live budget) {
    int allowed = DisruptionBudget.allowed(budget);
    return DisruptionBudget.of(blueprint, allowed).isCoveredBy(budget)
        ? Optional.of(allowed)
        : Optional.empty();
  }
}
