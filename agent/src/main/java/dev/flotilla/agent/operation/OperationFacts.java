// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.settings.AgentSettings;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.Control;
import dev.flotilla.protocol.operation.OperationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Collects the facts that decide about an operation. */
@ApplicationScoped
class OperationFacts {
  /** An operation that was never admitted supersedes nothing. */
  private static final String REFUSED = "Refused";

  private final KubernetesObjects objects;
  private final Payloads payloads;
  private final OrderJudges judges;
  private final AgentSettings settings;
  private final InstantSource clock;

  /** Set at the first pass, which is when this agent became the leader. */
  private final Instant since;

  OperationFacts(
      KubernetesObjects objects,
      Payloads payloads,
      OrderJudges judges,
      AgentSettings settings,
      InstantSource clock) {
    this.objects = objects;
    this.payloads = payloads;
    this.judges = judges;
    this.settings = settings;
    this.clock = clock;
    this.since = clock.instant();
  }

  Facts of(Live resource, NatsOperationSpec spec, boolean first) {
    boolean fromHub = resource.label(Labels.MANAGED_BY).equals(Labels.HUB);
    return new Facts(
        spec.control() != null && Control.parse(spec.control()) == Control.CANCEL,
        fromHub,
        Objects.requireNonNullElse(spec.revision(), 0L),
        Objects.requireNonNullElse(spec.requestedBy(), "kubectl"),
        first ? refusal(resource, spec, fromHub) : Optional.empty(),
        target(resource, spec),
        newer(resource, spec),
        settings.progressDeadline(),
        since,
        clock.instant());
  }

  private Optional<Problem> refusal(Live resource, NatsOperationSpec spec, boolean fromHub) {
    if (!judges.types().contains(spec.type())) {
      return Optional.of(
          new Problem(
              Code.UNKNOWN_TYPE,
              "unknown operation type " + spec.type(),
              "Use one of: " + String.join(", ", judges.types()) + "."));
    }
    String kind = judges.of(spec.type()).target().name();
    if (spec.target() == null || !kind.equals(spec.target().kind())) {
      return Optional.of(
          new Problem(
              Code.UNKNOWN_TARGET,
              "spec.target is not a " + kind,
              "Set a " + kind + " as target."));
    }
    return fromHub ? payloads.refusal(resource, spec) : Optional.empty();
  }

  private Optional<Target> target(Live resource, NatsOperationSpec spec) {
    return Optional.ofNullable(spec.target())
        .flatMap(
            target ->
                objects.find(judges.of(spec.type()).target(), resource.namespace(), target.name()))
        .map(OperationFacts::target);
  }

  private static Target target(Live found) {
    String revision = found.annotation(Labels.REVISION);
    JsonNode status = Json.mapper().valueToTree(Tree.at(found.tree(), "status").orElseGet(Map::of));
    return Target.of(
        found.kind(),
        Tree.number(found.tree(), "metadata", "generation"),
        revision.matches("\\d{1,18}") ? Long.parseLong(revision) : 0,
        status);
  }

  /** The next younger operation on the same target: names are ordered by time, as ULIDs are. */
  private Optional<OperationId> newer(Live resource, NatsOperationSpec spec) {
    if (spec.target() == null || !isId(resource.name())) {
      return Optional.empty();
    }
    String target = spec.target().name();
    String kind = spec.target().kind();
    return objects
        .labelled(Kind.NATS_OPERATION, resource.namespace(), Labels.CLUSTER, target)
        .stream()
        .filter(other -> !Tree.text(other.tree(), "status", "state").equals(REFUSED))
        .filter(other -> Tree.text(other.tree(), "spec", "target", "kind").equals(kind))
        .map(Live::name)
        .filter(name -> isId(name) && name.compareTo(resource.name()) > 0)
        .min(Comparator.naturalOrder())
        .map(OperationId::new);
  }

  private static boolean isId(String name) {
    return name.matches("[a-z0-9]{26}");
  }
}
