// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.natscluster.ChangeSet;
import dev.flotilla.agent.preflight.PlannedServers;
import dev.flotilla.agent.preflight.Preflight;
import dev.flotilla.agent.preflight.ServersPreflight;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.server.ServerSet;
import dev.flotilla.agent.servers.HealthOutlook;
import dev.flotilla.agent.servers.HealthVerdict;
import dev.flotilla.agent.servers.ImagePuller;
import dev.flotilla.agent.servers.RestartRequests;
import dev.flotilla.agent.servers.RollFacts;
import dev.flotilla.agent.servers.ServerObserver;
import dev.flotilla.agent.servers.SetFacts;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.protocol.query.PreflightCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What a plan has to know of the servers that run, and of where others would. */
@ApplicationScoped
class PlannedRoll {
  private final ServerObserver servers;
  private final RestartRequests restarts;
  private final Preflight preflight;
  private final ServersPreflight existing;
  private final ImagePuller images;
  private final HealthOutlook health;

  PlannedRoll(
      ServerObserver servers,
      RestartRequests restarts,
      Preflight preflight,
      ServersPreflight existing,
      ImagePuller images,
      HealthOutlook health) {
    this.servers = servers;
    this.restarts = restarts;
    this.preflight = preflight;
    this.existing = existing;
    this.images = images;
    this.health = health;
  }

  /** The servers, and what a restart that the document requests has left to do. */
  RollFacts observed(PlanDocument document, Blueprint blueprint) {
    return observed(blueprint)
        .restarting(restarts.pending(document.owner(), document.cluster(), document.running()));
  }

  /** Servers that are not healthy keep a roll waiting, unless it can heal them. */
  HealthOutlook.Outlook outlook(PlanDocument document, ChangeSet changes, RollFacts observed)
      throws InterruptedException {
    return changes.aim().isPresent() && document.running().isPresent()
        ? health.of(changes.aim().get().servers(), document.running().get(), observed)
        : HealthOutlook.Outlook.NONE;
  }

  /** Pods that pull images ahead. */
  List<Change> pulls(PlanDocument document, Blueprint blueprint, RollFacts observed) {
    return observed.matches() || observed.paused()
        ? List.of()
        : document
            .running()
            .map(set -> images.planned(blueprint, set, observed.pods()))
            .orElseGet(List::of);
  }

  /** What the servers themselves have against the change. */
  ServersPreflight.Findings found(PlanDocument document) throws InterruptedException {
    return document.running().isPresent()
        ? existing.of(document.owner(), document.cluster().spec(), document.running().get())
        : ServersPreflight.Findings.NONE;
  }

  /** Where an object has another owner, there are no servers of this NatsCluster. */
  private RollFacts observed(Blueprint blueprint) {
    try {
      return servers.observe(blueprint).facts();
    } catch (Blocked foreign) {
      return new RollFacts(
          blueprint.spec().servers().replicas(),
          Optional.empty(),
          false,
          List.of(),
          Optional.empty(),
          new HealthVerdict.NotAsked(),
          false);
    }
  }

  /** Checks of the member for what servers need. */
  List<PreflightCheck> checks(Blueprint blueprint, RollFacts observed) {
    if (observed.matches()) {
      return List.of();
    }
    NatsClusterSpec spec = blueprint.spec();
    int running = observed.set().map(SetFacts::replicas).orElse(0);
    return preflight.of(
        new PlannedServers(
            ServerSet.of(blueprint, spec.servers().replicas()),
            Math.max(0, spec.servers().replicas() - running),
            spec.waivers()));
  }
}
