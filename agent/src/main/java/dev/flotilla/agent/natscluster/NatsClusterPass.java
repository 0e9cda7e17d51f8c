// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.addon.AddonReconciler;
import dev.flotilla.agent.addon.AddonReport;
import dev.flotilla.agent.catalogue.Catalogues;
import dev.flotilla.agent.credentials.DataPlane;
import dev.flotilla.agent.kubernetes.ApiRefusal;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.ChildWriter;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.preflight.ServersPreflight;
import dev.flotilla.agent.servers.Intent;
import dev.flotilla.agent.servers.Intents;
import dev.flotilla.agent.servers.RestartRequests;
import dev.flotilla.agent.servers.RollProgress;
import dev.flotilla.agent.servers.RollRunner;
import dev.flotilla.agent.servers.StopRules;
import dev.flotilla.agent.version.NextVersion;
import dev.flotilla.agent.version.VersionGuard;
import dev.flotilla.agent.version.WayBack;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.cluster.status.TrustStatus;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** One pass over one NatsCluster: validate, compute changes, apply them, roll, verify. */
@ApplicationScoped
class NatsClusterPass {
  private final Catalogues catalogues;
  private final KubernetesObjects objects;
  private final ChildWriter children;
  private final VersionGuard versions;
  private final ServersPreflight preflight;
  private final ChangePlanner planner;
  private final RestartRequests restarts;
  private final RollRunner runner;
  private final AddonReconciler addons;
  private final TrustSharing sharing;
  private final UnappliedDocument unapplied;
  private final ClusterStopRules.Means means;

  NatsClusterPass(
      Catalogues catalogues,
      KubernetesObjects objects,
      ChildWriter children,
      VersionGuard versions,
      ServersPreflight preflight,
      ChangePlanner planner,
      RestartRequests restarts,
      RollRunner runner,
      AddonReconciler addons,
      TrustSharing sharing,
      UnappliedDocument unapplied,
      WayBack back) {
    this.catalogues = catalogues;
    this.objects = objects;
    this.children = children;
    this.versions = versions;
    this.preflight = preflight;
    this.planner = planner;
    this.restarts = restarts;
    this.runner = runner;
    this.addons = addons;
    this.sharing = sharing;
    this.unapplied = unapplied;
    this.means = new ClusterStopRules.Means(planner, back);
  }

  /**
   * Proceeds as far as possible.
   *
   * @param journal records each step before its effect
   */
  Outcome over(StatusJournal journal) throws InterruptedException {
    Live resource = EarlierDocument.effective(journal.resource());
    Optional<Live> set = objects.find(Kind.STATEFUL_SET, resource.namespace(), resource.name());
    Optional<Live> servers = set.filter(found -> found.controlledBy(resource.uid()));
    Parsed<NatsCluster> parsed =
        NatsClusterParser.parse(
            Json.mapper().valueToTree(resource.tree()),
            servers.isPresent() ? Stage.RUNNING : Stage.FIRST_DEPLOY,
            catalogues.active());
    if (parsed.value().isEmpty()) {
      return new Outcome.Refused(parsed.errors(), unapplied.settles(resource, servers, journal));
    }
    Optional<Problem> missing = EarlierDocument.missing(resource);
    if (missing.isPresent()) {
      return new Outcome.Incompatible(missing.get(), unapplied.settles(resource, servers, journal));
    }
    NatsCluster cluster = parsed.value().get();
    try {
      return carryOut(
          new Accepted(resource, cluster, BrokenRails.of(parsed, cluster.spec())),
          servers,
          journal);
    } catch (Blocked blocked) {
      return blocked(resource, cluster, servers, blocked.problem(), journal);
    } catch (KubernetesClientException refused) {
      if (!ApiRefusal.lasts(refused)) {
        throw refused;
      }
      return blocked(resource, cluster, servers, ApiRefusal.problem("a request", refused), journal);
    }
  }

  private Outcome blocked(
      Live resource, NatsCluster cluster, Optional<Live> servers, Problem problem, Intents intents)
      throws InterruptedException {
    try {
      var _ = unapplied.settles(resource, servers, intents);
    } catch (KubernetesClientException refused) {
      // Obstacles are reported all the same.
      if (!ApiRefusal.lasts(refused)) {
        throw refused;
      }
    }
    return new Outcome.Blocked(
        cluster, problem, keys(DataPlane.of(resource, cluster.spec(), servers.isPresent())));
  }

  /** What a home must sign is published once nothing else is missing. */
  private Optional<TrustStatus> keys(DataPlane dataPlane) {
    try {
      return sharing.keys(dataPlane);
    } catch (Blocked withoutKeys) {
      return Optional.empty();
    }
  }

  /** A NatsCluster was deleted. */
  void forget(String namespace, String name) {
    runner.forget(namespace, name);
  }

  /** A document that is valid, and the resource that it belongs to. */
  private record Accepted(Live resource, NatsCluster cluster, BrokenRails rails) {}

  private Outcome carryOut(Accepted accepted, Optional<Live> set, StatusJournal journal)
      throws Blocked, InterruptedException {
    Live resource = accepted.resource();
    Optional<Problem> incompatible = ChangePlanner.incompatible(resource, accepted.cluster(), set);
    if (incompatible.isPresent()) {
      return new Outcome.Incompatible(
          incompatible.get(), unapplied.settles(resource, set, journal));
    }
    restarts.take(accepted.cluster(), set, journal);
    if (set.isEmpty() && accepted.cluster().spec().servers().paused()) {
      return uncreated(accepted);
    }
    return switch (next(accepted, set)) {
      case NextVersion.Refused(var problem) ->
          new Outcome.Incompatible(problem, unapplied.settles(resource, set, journal));
      case NextVersion.Reachable next -> begin(accepted, next, set, journal);
    };
  }

  private Outcome begin(
      Accepted accepted, NextVersion.Reachable next, Optional<Live> set, StatusJournal journal)
      throws Blocked, InterruptedException {
    Live resource = accepted.resource();
    Optional<Problem> refusal =
        set.isPresent()
            ? preflight.refusal(resource, next.cluster().spec(), set.get())
            : Optional.empty();
    return refusal.isPresent()
        ? new Outcome.Incompatible(refusal.get(), unapplied.settles(resource, set, journal))
        : carryOut(accepted, next, set.isPresent(), journal);
  }

  /** As in a paused Deployment: neither servers nor anything that they need. */
  private static Outcome uncreated(Accepted accepted) {
    return new Outcome.Accepted(
        accepted.cluster(),
        accepted.rails(),
        RollProgress.uncreated(accepted.cluster().spec().servers().replicas()),
        new AddonReport(List.of(), List.of()),
        Optional.empty());
  }

  private NextVersion next(Accepted accepted, Optional<Live> set)
      throws Blocked, InterruptedException {
    return set.isPresent()
        ? versions.next(accepted.resource(), accepted.cluster(), set.get())
        : new NextVersion.Reachable(accepted.cluster(), List.of());
  }

  private Outcome carryOut(
      Accepted accepted, NextVersion.Reachable next, boolean running, StatusJournal journal)
      throws Blocked, InterruptedException {
    Live resource = accepted.resource();
    NatsCluster cluster = next.cluster();
    ChangeSet changes = planner.changes(resource, cluster, running);
    Optional<Problem> hindrance = changes.hindrance();
    if (hindrance.isPresent()) {
      throw new Blocked(hindrance.get());
    }
    secrets(changes, running, journal);
    if (changes.awaited().isPresent()) {
      throw new Blocked(changes.awaited().get());
    }
    ChangeSet.Aim aim = changes.aim().orElseThrow();
    RollProgress progress =
        runner
            .run(aim.servers(), changes.children(), stopRules(resource, cluster, journal), journal)
            .before(next.further());
    return new Outcome.Accepted(
        cluster,
        accepted.rails(),
        progress,
        addons.keep(changes.addons(), !progress.settled()),
        sharing.over(DataPlane.of(resource, cluster.spec(), true), aim, progress, journal));
  }

  private StopRules stopRules(Live resource, NatsCluster cluster, StatusJournal journal) {
    return new ClusterStopRules(
        resource, cluster, EarlierDocument.of(resource, catalogues.active()), journal, means);
  }

  /** The first of all writes, so this records the intent of everything that is created first. */
  private void secrets(ChangeSet changes, boolean running, Intents intents) {
    if (!running) {
      intents.record(Intent.CREATE);
    } else if (changes.secrets().stream().anyMatch(Change::writes)) {
      intents.record(Intent.APPLY);
    }
    changes.secrets().forEach(children::carryOut);
  }
}
