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
import dev.flotilla.agent.preflight.ServersPreflight;
import dev.flotilla.agent.servers.HealthOutlook;
import dev.flotilla.agent.servers.RollFacts;
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
  private final PlannedRoll servers;
  private final VersionGuard versions;
  private final VersionPreview upgrades;

  PlanFactsCollector(
      Catalogues catalogues,
      LocalRules rules,
      DryRuns dryRuns,
      ChangePlanner planner,
      PlannedRoll servers,
      VersionGuard versions,
      VersionPreview upgrades) {
    this.catalogues = catalogues;
    this.rules = rules;
    this.dryRuns = dryRuns;
    this.planner = planner;
    this.servers = servers;
    this.versions = versions;
    this.upgrades = upgrades;
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
  private PlanDocument document(Live owner, Optional<Live> running, Parsed<NatsCluster> parsed) {
    Live effective = EarlierDocument.effective(owner);
    NatsCluster said = parsed.value().orElseThrow();
    NatsCluster cluster =
        effective.equals(owner)
            ? said
            : NatsClusterParser.parse(
                    Json.mapper().valueToTree(effective.tree()), Stage.RUNNING, catalogues.active())
                .value()
                .orElse(said);
    return new PlanDocument(effective, running, cluster);
  }

  private PlanFacts seen(DryRun resource, PlanDocument document, Parsed<NatsCluster> parsed)
      throws InterruptedException {
    NatsCluster cluster = document.cluster();
    ChangeSet changes = planner.changes(document.owner(), cluster, document.running().isPresent());
    Optional<Problem> incompatible = incompatible(document);
    RollFacts observed = servers.observed(document, changes.blueprint());
    ServersPreflight.Findings found =
        observed.matches() || incompatible.isPresent()
            ? ServersPreflight.Findings.NONE
            : servers.found(document);
    HealthOutlook.Outlook outlook = servers.outlook(document, changes, observed);
    return new PlanFacts.Seen(
        resource,
        servers.pulls(document, changes.blueprint(), observed).stream()
            .map(dryRuns::change)
            .toList(),
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
        observed.with(outlook.verdict()),
        rails(parsed, changes).with(found).with(outlook.warnings()),
        servers.checks(changes.blueprint(), observed),
        document.running().isPresent()
            ? upgrades.of(document.owner(), cluster, document.running().get())
            : Optional.empty());
  }

  private Optional<Problem> incompatible(PlanDocument document) throws InterruptedException {
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

  private static Change incompatible(PlanDocument document, Problem problem) {
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
                changes.aim().stream().flatMap(aim -> aim.warnings().stream()),
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
}
