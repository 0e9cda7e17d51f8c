// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.admission.LocalRules;
import dev.flotilla.agent.catalogue.Catalogues;
import dev.flotilla.agent.credentials.AccessForecast;
import dev.flotilla.agent.credentials.AccessStore;
import dev.flotilla.agent.credentials.DataPlane;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.natscluster.BrokenRails;
import dev.flotilla.agent.natscluster.Transition;
import dev.flotilla.agent.preflight.PlannedServers;
import dev.flotilla.agent.preflight.Preflight;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Children;
import dev.flotilla.agent.render.DisruptionBudget;
import dev.flotilla.agent.render.ServerSet;
import dev.flotilla.agent.servers.HealthVerdict;
import dev.flotilla.agent.servers.RollFacts;
import dev.flotilla.agent.servers.ServerObserver;
import dev.flotilla.agent.servers.SetFacts;
import dev.flotilla.agent.tls.TlsStore;
import dev.flotilla.nats.cluster.Finding;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.NatsClusterParser;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.Parsed;
import dev.flotilla.nats.cluster.Stage;
import dev.flotilla.nats.configuration.ConfigurationRenderer;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.query.PreflightCheck;
import dev.flotilla.protocol.query.Question;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gathers what a plan is decided on, in the order in which a deploy would meet it: the member's
 * rules, the document, the NatsCluster, its keys, its children, its servers. Reads, and tries
 * writes that the API server does not store.
 */
@ApplicationScoped
class PlanLookout {
  private final Catalogues catalogues;
  private final LocalRules rules;
  private final DryRuns trials;
  private final AccessStore trust;
  private final TlsStore tls;
  private final ServerObserver servers;
  private final Preflight preflight;

  PlanLookout(
      Catalogues catalogues,
      LocalRules rules,
      DryRuns trials,
      AccessStore trust,
      TlsStore tls,
      ServerObserver servers,
      Preflight preflight) {
    this.catalogues = catalogues;
    this.rules = rules;
    this.trials = trials;
    this.trust = trust;
    this.tls = tls;
    this.servers = servers;
    this.preflight = preflight;
  }

  PlanFacts look(Question.PlanDeploy query) {
    Optional<Problem> refusal = rules.refusal(query.key(), query.body());
    if (refusal.isPresent()) {
      return new PlanFacts.Barred(query.key().name(), List.of(refusal.get()));
    }
    if (query.catalogue() > catalogues.revision()) {
      return new PlanFacts.Barred(query.key().name(), List.of(behind()));
    }
    Optional<Live> running = trials.running(query.key());
    Parsed parsed =
        NatsClusterParser.parse(
            Json.read(query.body(), JsonNode.class),
            running.isPresent() ? Stage.RUNNING : Stage.FIRST_DEPLOY,
            catalogues.active());
    if (parsed.cluster().isEmpty()) {
      return new PlanFacts.Barred(
          query.key().name(), parsed.errors().stream().map(PlanLookout::problem).toList());
    }
    ObjectFacts resource = trials.resource(query);
    return switch (resource.attempt()) {
      case Attempt.Refused(var problem) ->
          new PlanFacts.Barred(query.key().name(), List.of(problem));
      case Attempt.Taken(var result) ->
          new Look(resource, result, running, parsed.cluster().get())
              .facts(rails(parsed, parsed.cluster().get().spec()));
    };
  }

  private static PlanFacts.Rails rails(Parsed parsed, NatsClusterSpec spec) {
    return new PlanFacts.Rails(
        parsed.warnings().stream().map(PlanLookout::problem).toList(),
        BrokenRails.of(parsed, spec).waived());
  }

  private static Problem behind() {
    return new Problem(
        "CATALOGUE_BEHIND",
        "the agent does not have the hub's catalogue of NATS versions yet",
        "Try again in a few seconds; 'flotilla audit list' shows whether the agent refused it.");
  }

  private static Problem problem(Finding finding) {
    return new Problem(
        finding.code().name(), finding.field() + ": " + finding.message(), finding.hint());
  }

  /** One look at what belongs to a NatsCluster. */
  private final class Look {
    private final ObjectFacts resource;
    private final Live owner;
    private final Optional<Live> running;
    private final NatsCluster cluster;
    private final List<Problem> refusals = new ArrayList<>();

    /**
     * A look.
     *
     * @param owner the NatsCluster as it would be; its uid is the present one, or one that the API
     *     server made up for the trial
     * @param running its StatefulSet; empty when there is none
     */
    Look(ObjectFacts resource, Live owner, Optional<Live> running, NatsCluster cluster) {
      this.resource = resource;
      this.owner = owner;
      this.running = running;
      this.cluster = cluster;
    }

    PlanFacts facts(PlanFacts.Rails rails) {
      Optional<AccessForecast> outlook = outlook();
      Blueprint blueprint =
          certified(
              outlook
                  .map(found -> ConfigurationRenderer.render(cluster, found.rules()))
                  .map(blueprint("")::configured)
                  .orElseGet(() -> blueprint("")));
      List<ObjectFacts> children = children(blueprint);
      RollFacts seen = seen(blueprint);
      return new PlanFacts.Seen(
          resource,
          outlook.map(AccessForecast::secrets).orElseGet(List::of),
          children,
          refusals,
          seen,
          rails.with(outlook.map(AccessForecast::warnings).orElseGet(List::of)),
          checks(blueprint, seen));
    }

    private Optional<AccessForecast> outlook() {
      try {
        return Optional.of(
            trust.foresee(
                new DataPlane(
                    owner.namespace(),
                    owner.name(),
                    Blueprint.ownerReference(owner.name(), owner.uid()),
                    cluster.spec().jetStream().enabled(),
                    cluster.spec().authentication(),
                    running.isPresent(),
                    Optional.of(cluster.spec().trust()))));
      } catch (Blocked blocked) {
        refusals.add(blocked.problem());
        return Optional.empty();
      }
    }

    private Blueprint certified(Blueprint blueprint) {
      try {
        return blueprint.certified(tls.foresee(blueprint));
      } catch (Blocked blocked) {
        refusals.add(blocked.problem());
        return blueprint;
      }
    }

    private List<ObjectFacts> children(Blueprint blueprint) {
      List<ObjectFacts> children = new ArrayList<>();
      Children.of(blueprint).forEach(child -> children.add(trials.child(child, owner.uid())));
      children.add(servers(set(blueprint)));
      children.add(
          trials.child(DisruptionBudget.of(blueprint, DisruptionBudget.OPEN), owner.uid()));
      return children;
    }

    /** What servers cannot become is not even tried. */
    private ObjectFacts servers(Manifest set) {
      return running
          .flatMap(present -> Transition.judge(present, set, cluster.spec()))
          .map(impossible -> new ObjectFacts(set, running, new Attempt.Refused(impossible)))
          .orElseGet(() -> trials.child(set, owner.uid()));
    }

    /** Where something foreign stands in the way there are no servers of this NatsCluster. */
    private RollFacts seen(Blueprint blueprint) {
      try {
        return servers.look(blueprint).facts();
      } catch (Blocked foreign) {
        return new RollFacts(
            cluster.spec().replicas(),
            Optional.empty(),
            false,
            List.of(),
            Optional.empty(),
            new HealthVerdict.NotAsked(),
            false);
      }
    }

    private List<PreflightCheck> checks(Blueprint blueprint, RollFacts seen) {
      int running = seen.set().map(SetFacts::replicas).orElse(0);
      int added = Math.max(0, cluster.spec().replicas() - running);
      List<PreflightCheck> checks = new ArrayList<>(preflight.ofOperators(blueprint));
      if (!seen.matches()) {
        checks.addAll(
            preflight.of(new PlannedServers(set(blueprint), added, cluster.spec().waivers())));
      }
      return checks;
    }

    /** As it is at rest. */
    private Manifest set(Blueprint blueprint) {
      return ServerSet.of(blueprint, cluster.spec().replicas());
    }

    private Blueprint blueprint(String configuration) {
      return new Blueprint(
          owner.namespace(), owner.name(), owner.uid(), cluster.spec(), configuration);
    }
  }
}
