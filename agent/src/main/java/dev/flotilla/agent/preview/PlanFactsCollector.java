// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.admission.LocalRules;
import dev.flotilla.agent.catalogue.Catalogues;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.natscluster.BrokenRails;
import dev.flotilla.agent.natscluster.ChangePlanner;
import dev.flotilla.agent.natscluster.ChangeSet;
import dev.flotilla.agent.natscluster.EarlierDocument;
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
import dev.flotilla.agent.version.NextVersion;
import dev.flotilla.agent.version.VersionGuard;
import dev.flotilla.agent.version.VersionPreview;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.query.PreflightCheck;
import dev.flotilla.protocol.query.Question;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Collects the facts for a plan, in the order in which a deploy would meet them: the member's
 * rules, the document, the NatsCluster, its objects, its servers. Reads, and executes dry runs.
 */
@ApplicationScoped
class PlanFactsCollector {
  private final Catalogues catalogues;
  private final LocalRules rules;
  private final DryRuns dryRuns;
  private final ChangePlanner planner;
  private final ServerObserver servers;
  private final RestartRequests restarts;
  private final Preflight preflight;
  private final ServersPreflight existing;
  private final ImagePuller images;
  private final VersionGuard versions;
  private final VersionPreview upgrades;
  private final HealthOutlook health;

  PlanFactsCollector(
      Catalogues catalogues,
      LocalRules rules,
      DryRuns dryRuns,
      ChangePlanner planner,
      ServerObserver servers,
      RestartRequests restarts,
      Preflight preflight,
      ServersPreflight existing,
      ImagePuller images,
      VersionGuard versions,
      VersionPreview upgrades,
      HealthOutlook health) {
    this.catalogues = catalogues;
    this.rules = rules;
    this.dryRuns = dryRuns;
    this.planner = planner;
    this.servers = servers;
    this.restarts = restarts;
    this.preflight = preflight;
    this.existing = existing;
    this.images = images;
    this.versions = versions;
    this.upgrades = upgrades;
    this.health = health;
  }

  PlanFacts collect(Question.PlanDeploy query) throws InterruptedException {
    Optional<Problem> refusal = rules.refusal(query.key(), query.body());
    if (refusal.isPresent()) {
      return new PlanFacts.Barred(query.key().name(), List.of(refusal.get()));
    }
    if (query.catalogue() > catalogues.revision()) {
      return new PlanFacts.Barred(query.key().name(), List.of(behind()));
    }
    Optional<Live> running = dryRuns.running(query.key());
    Parsed<NatsCluster> parsed =
        NatsClusterParser.parse(
            Json.read(query.body(), JsonNode.class),
            running.isPresent() ? Stage.RUNNING : Stage.FIRST_DEPLOY,
            catalogues.active());
    if (parsed.value().isEmpty()) {
      return new PlanFacts.Barred(
          query.key().name(), parsed.errors().stream().map(PlanFactsCollector::problem).toList());
    }
    DryRun resource = dryRuns.resource(query);
    return switch (resource.result()) {
      case DryRunResult.Taken(var owner) ->
          seen(resource, document(owner, running, parsed), parsed);
      case DryRunResult.Refused(var problem) ->
          new PlanFacts.Barred(query.key().name(), List.of(problem));
      case DryRunResult.Gone() -> throw new IllegalStateException("a NatsCluster was applied");
    };
  }

  /** One that aborts a change stands for an earlier one. */
  private Document document(Live owner, Optional<Live> running, Parsed<NatsCluster> parsed) {
    Live effective = EarlierDocument.effective(owner);
    NatsCluster said = parsed.value().orElseThrow();
    NatsCluster cluster =
        effective.equals(owner)
            ? said
            : NatsClusterParser.parse(
                    Json.mapper().valueToTree(effective.tree()), Stage.RUNNING, catalogues.active())
                .value()
                .orElse(said);
    return new Document(effective, running, cluster);
  }

  /**
   * A document that is accepted.
   *
   * @param owner the NatsCluster as it would be; its uid is the present one, or one that the API
   *     server generated for the dry run
   * @param running its StatefulSet; empty when there is none
   * @param cluster what it says
   */
  private record Document(Live owner, Optional<Live> running, NatsCluster cluster) {}

  private PlanFacts seen(DryRun resource, Document document, Parsed<NatsCluster> parsed)
      throws InterruptedException {
    NatsCluster cluster = document.cluster();
    ChangeSet changes = planner.changes(document.owner(), cluster, document.running().isPresent());
    Optional<Problem> incompatible = incompatible(document);
    RollFacts observed =
        observed(changes.blueprint())
            .restarting(restarts.pending(document.owner(), cluster, document.running()));
    ServersPreflight.Findings found =
        observed.matches() || incompatible.isPresent()
            ? ServersPreflight.Findings.NONE
            : found(document);
    return new PlanFacts.Seen(
        resource,
        pulls(document, changes.blueprint(), observed).stream().map(dryRuns::change).toList(),
        incompatible
            .map(problem -> List.of(incompatible(document, problem)))
            .orElseGet(() -> due(changes, observed))
            .stream()
            .map(dryRuns::change)
            .toList(),
        uncreated(observed)
            ? List.of()
            : changes.addons().changes().stream().map(dryRuns::addon).toList(),
        Stream.concat(refusals(changes).stream(), found.refusals().stream()).toList(),
        observed,
        rails(parsed, changes).with(found).with(outlook(document, changes, observed)),
        checks(changes.blueprint(), observed),
        document.running().isPresent()
            ? upgrades.of(document.owner(), cluster, document.running().get())
            : Optional.empty());
  }

  /** Servers that are not healthy keep a roll waiting, unless it can heal them. */
  private List<Problem> outlook(Document document, ChangeSet changes, RollFacts observed)
      throws InterruptedException {
    return changes.aim().isPresent() && document.running().isPresent()
        ? health.of(changes.aim().get().servers(), document.running().get(), observed).stream()
            .toList()
        : List.of();
  }

  private List<Change> pulls(Document document, Blueprint blueprint, RollFacts observed) {
    return observed.matches() || observed.paused()
        ? List.of()
        : document
            .running()
            .map(set -> images.planned(blueprint, set, observed.pods()))
            .orElseGet(List::of);
  }

  private ServersPreflight.Findings found(Document document) throws InterruptedException {
    return document.running().isPresent()
        ? existing.of(document.owner(), document.cluster().spec(), document.running().get())
        : ServersPreflight.Findings.NONE;
  }

  private Optional<Problem> incompatible(Document document) throws InterruptedException {
    Optional<Problem> incompatible =
        EarlierDocument.missing(document.owner())
            .or(
                () ->
                    ChangePlanner.incompatible(
                        document.owner(), document.cluster(), document.running()));
    if (incompatible.isPresent() || document.running().isEmpty()) {
      return incompatible;
    }
    try {
      NextVersion next =
          versions.next(document.owner(), document.cluster(), document.running().get());
      return next instanceof NextVersion.Refused(var problem)
          ? Optional.of(problem)
          : Optional.empty();
    } catch (Blocked unknown) {
      return Optional.of(unknown.problem());
    }
  }

  /** A template that is held back takes what belongs to it along. */
  private static List<Change> due(ChangeSet changes, RollFacts observed) {
    if (uncreated(observed)) {
      return List.of();
    }
    return observed.paused() && !observed.matches() ? changes.inTurnWhileHeld() : changes.inTurn();
  }

  private static boolean uncreated(RollFacts observed) {
    return observed.paused() && observed.set().isEmpty();
  }

  private static Change incompatible(Document document, Problem problem) {
    return new Change.Refuse(Kind.STATEFUL_SET, document.owner().name(), problem);
  }

  /**
   * A certificate that is requested arrives without intervention; servers without an aim do not.
   */
  private static List<Problem> refusals(ChangeSet changes) {
    return changes.aim().isPresent()
        ? changes.problems()
        : Stream.concat(changes.problems().stream(), changes.awaited().stream()).toList();
  }

  private static PlanFacts.Rails rails(Parsed<NatsCluster> parsed, ChangeSet changes) {
    NatsClusterSpec spec = changes.blueprint().spec();
    return new PlanFacts.Rails(
        Stream.of(
                parsed.warnings().stream().map(PlanFactsCollector::problem),
                changes.aim().stream().flatMap(aim -> aim.access().warnings().stream()),
                changes.addons().problems().stream())
            .flatMap(problems -> problems)
            .toList(),
        BrokenRails.of(parsed, spec).waived());
  }

  private static Problem behind() {
    return new Problem(
        Code.CATALOGUE_BEHIND,
        "the agent does not have the hub's catalogue of NATS versions yet",
        "Try again in a few seconds; 'flotilla audit list' shows whether the agent refused it.");
  }

  private static Problem problem(Finding finding) {
    return new Problem(
        finding.code().name(), finding.field() + ": " + finding.message(), finding.hint());
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

  private List<PreflightCheck> checks(Blueprint blueprint, RollFacts observed) {
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
