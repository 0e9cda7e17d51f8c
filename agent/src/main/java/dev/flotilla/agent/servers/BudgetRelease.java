// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.credentials.DataPlaneAccess;
import dev.flotilla.agent.kubernetes.ChildWriter;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.render.server.DisruptionBudget;
import dev.flotilla.agent.render.server.ServerSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Leaves servers as they are when their document was refused: raises the partition above one that
 * must not go any more, and reopens the budget that a roll in progress had closed. The desired
 * state is no longer known, so they are checked for what every healthy cluster has in common,
 * whatever version and configuration they run.
 */
@ApplicationScoped
public class BudgetRelease {
  private static final Logger LOG = Logger.getLogger(BudgetRelease.class);

  private final KubernetesObjects objects;
  private final ChildWriter children;
  private final HealthVerifier health;
  private final AccountExpiry expiry;
  private final InstantSource clock;

  BudgetRelease(
      KubernetesObjects objects,
      ChildWriter children,
      HealthVerifier health,
      AccountExpiry expiry,
      InstantSource clock) {
    this.objects = objects;
    this.children = children;
    this.health = health;
    this.expiry = expiry;
    this.clock = clock;
  }

  /**
   * The budget of the servers of that StatefulSet, while it blocks evictions or a server may still
   * go; empty otherwise.
   *
   * @param owner uid of the NatsCluster
   */
  public Optional<Live> lock(Live set, String owner) {
    SetFacts known = SetFacts.of(set);
    return objects
        .find(Kind.DISRUPTION_BUDGET, set.namespace(), set.name())
        .filter(budget -> budget.controlledBy(owner))
        .filter(
            budget ->
                DisruptionBudget.allowed(budget) == DisruptionBudget.CLOSED
                    || known.partition() < known.replicas());
  }

  /**
   * Opens the budget once all servers serve and are verified.
   *
   * @param access how the agent logs in to the servers
   * @param intents records the intent before the budget opens
   * @return true when nothing is left to wait for
   * @throws InterruptedException when the agent stops
   */
  public boolean unlock(Live set, Live budget, DataPlaneAccess access, Intents intents)
      throws InterruptedException {
    SetFacts known = SetFacts.of(set);
    RollFacts facts = observed(set, known, budget);
    Expectation servers = Expectation.asItIs(set, access);
    Step step = RollPlanner.standStill(facts, known);
    if (step instanceof Step.Verify) {
      step = RollPlanner.standStill(facts.with(health.verify(servers, facts)), known);
    }
    Intent.of(step, facts).ifPresent(intents::record);
    return switch (step) {
      case Step.SetBudget(int allowed) -> {
        LOG.infof("%s/%s: restoring the disruption budget", set.namespace(), set.name());
        var _ = children.write(DisruptionBudget.of(budget, allowed), Optional.of(budget));
        yield true;
      }
      case Step.SetPartition(int partition) -> {
        LOG.infof("%s/%s: the next server stays as it is", set.namespace(), set.name());
        var _ = children.write(ServerSet.of(set, partition), Optional.of(set));
        yield false;
      }
      case Step.RenewClaims(var held) -> {
        var _ = expiry.cure(servers, facts, held);
        yield false;
      }
      default -> step instanceof Step.Done;
    };
  }

  private RollFacts observed(Live set, SetFacts known, Live budget) {
    return new RollFacts(
        known.replicas(),
        Optional.of(known),
        true,
        ServerPods.of(
            set.name(),
            objects.labelled(Kind.POD, set.namespace(), Labels.CLUSTER, set.name()),
            clock.instant()),
        Optional.of(DisruptionBudget.allowed(budget)),
        new HealthVerdict.NotAsked(),
        false);
  }
}
