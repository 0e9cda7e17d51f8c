// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.kubernetes.Trigger;
import dev.flotilla.agent.link.EventPublisher;
import dev.flotilla.agent.operation.NatsOperationStatus.OutboxEntry;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.settings.AgentSettings;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.resource.ResourceKey;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Keeps the journal of each NatsOperation, and sends its events to the hub. */
@Singleton
public class NatsOperationReconciler implements Reconciler<Trigger.OfNatsOperation> {
  private static final Logger LOG = Logger.getLogger(NatsOperationReconciler.class);

  /** A running operation is reconciled again without an event, for its deadline. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  /** The link triggers a retry when it is back; this one is for a store that was not ready then. */
  private static final Duration SEND_AGAIN = Duration.ofSeconds(5);

  private static final Duration SOON = Duration.ofMillis(500);

  private final KubernetesObjects objects;
  private final OperationFacts facts;
  private final EventPublisher publisher;
  private final OperationTriggers triggers;
  private final OrderJudges judges;
  private final AgentSettings settings;
  private final InstantSource clock;
  private final Supplier<String> ids;

  NatsOperationReconciler(
      KubernetesObjects objects,
      OperationFacts facts,
      EventPublisher publisher,
      OperationTriggers triggers,
      OrderJudges judges,
      AgentSettings settings,
      InstantSource clock,
      Supplier<String> ids) {
    this.objects = objects;
    this.facts = facts;
    this.publisher = publisher;
    this.triggers = triggers;
    this.judges = judges;
    this.settings = settings;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public UpdateControl<Trigger.OfNatsOperation> reconcile(
      Trigger.OfNatsOperation trigger, Context<Trigger.OfNatsOperation> context) throws Exception {
    Optional<Live> found =
        objects.find(
            Kind.NATS_OPERATION,
            trigger.getMetadata().getNamespace(),
            trigger.getMetadata().getName());
    if (found.isEmpty() || found.get().terminating()) {
      return UpdateControl.noUpdate();
    }
    try {
      return look(labelled(found.get()));
    } catch (KubernetesClientException problem) {
      if (problem.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        // The object that this pass was decided on has changed.
        return UpdateControl.<Trigger.OfNatsOperation>noUpdate().rescheduleAfter(SOON);
      }
      throw problem;
    }
  }

  /**
   * An operation that a user created carries no label by which it is found from its NatsCluster.
   * The agent owns nothing else of it, so applying the label alone removes nothing.
   */
  private Live labelled(Live resource) {
    String target = Tree.text(resource.tree(), "spec", "target", "name");
    boolean here = !resource.label(Labels.MANAGED_BY).equals(Labels.HUB);
    if (!here || !ResourceKey.isLabel(target) || !resource.label(Labels.CLUSTER).isEmpty()) {
      return resource;
    }
    Map<String, Object> metadata =
        Tree.object(
            "name", resource.name(),
            "namespace", resource.namespace(),
            "labels", Tree.object(Labels.CLUSTER, target));
    return objects.apply(new Manifest(Kind.NATS_OPERATION, metadata, Map.of()).onlyIf(resource));
  }

  private UpdateControl<Trigger.OfNatsOperation> look(Live resource) throws InterruptedException {
    Journal before = journal(resource);
    Instant now = clock.instant();
    if (before.ended().isPresent() && now.isAfter(goes(before))) {
      objects.delete(resource);
      return UpdateControl.noUpdate();
    }
    Journal judged = judge(resource, before).tidied(now);
    Live stored = store(resource, before, judged);
    Journal sent = send(judged);
    var _ = store(stored, judged, sent);
    return again(sent, now);
  }

  private Journal judge(Live resource, Journal before) {
    NatsOperationSpec spec =
        Json.mapper()
            .convertValue(
                Tree.at(resource.tree(), "spec").orElseGet(Map::of), NatsOperationSpec.class);
    long generation = Tree.number(resource.tree(), "metadata", "generation");
    OrderJudge order = judges.of(spec.type());
    Journal journal = before;
    // Admission is followed by the first reading of the target at once.
    while (!(journal.state() instanceof OperationState.Ended)) {
      Facts seen = facts.of(resource, spec, journal.startedAt().isEmpty());
      Optional<OperationEvent> event = OperationJudge.judge(journal, seen, order);
      if (event.isEmpty()) {
        return journal;
      }
      Journal after =
          journal.after(event.get(), ids.get(), generation, seen.target().flatMap(Target::step));
      if (after.equals(journal)) {
        return after;
      }
      LOG.infof(
          "operation %s: %s: %s",
          after.id(), after.state().name(), StateMessage.of(after.state()).message());
      journal = after;
    }
    return journal;
  }

  private Journal send(Journal journal) throws InterruptedException {
    Journal sent = journal;
    for (OutboxEntry entry : journal.unsent()) {
      AgentEvent event = Json.mapper().convertValue(entry.event(), AgentEvent.class);
      if (!publisher.publish(entry.id(), Instant.parse(entry.at()), event)) {
        // In order: a later event must not overtake this one.
        return sent;
      }
      sent = sent.acknowledged(entry.id(), clock.instant());
    }
    return sent;
  }

  private Live store(Live resource, Journal before, Journal after) {
    if (after.equals(before)) {
      return resource;
    }
    Map<String, Object> metadata =
        Tree.object("name", resource.name(), "namespace", resource.namespace());
    Object tree = Json.mapper().convertValue(NatsOperationStatus.of(after), Map.class);
    return objects.applyStatus(
        new Manifest(Kind.NATS_OPERATION, metadata, Tree.object("status", tree)).onlyIf(resource));
  }

  private UpdateControl<Trigger.OfNatsOperation> again(Journal journal, Instant now) {
    UpdateControl<Trigger.OfNatsOperation> control = UpdateControl.noUpdate();
    if (!journal.unsent().isEmpty() && publisher.connected()) {
      return control.rescheduleAfter(SEND_AGAIN);
    }
    if (journal.ended().isEmpty()) {
      return control.rescheduleAfter(LOOK_AGAIN);
    }
    Instant gone = goes(journal);
    Instant next = journal.outbox().nextTidying().filter(at -> at.isBefore(gone)).orElse(gone);
    Duration wait = Duration.between(now, next).plusSeconds(1);
    return control.rescheduleAfter(wait.isPositive() ? wait : Duration.ofSeconds(1));
  }

  /**
   * Without a hub that acknowledges its events, an ended one is kept for twice as long and then
   * removed.
   */
  private Instant goes(Journal ended) {
    Duration kept = settings.operationKept();
    return ended.ended().orElseThrow().plus(ended.unsent().isEmpty() ? kept : kept.multipliedBy(2));
  }

  private static Journal journal(Live resource) {
    Object tree = Tree.at(resource.tree(), "status").orElseGet(Map::of);
    return Json.mapper().convertValue(tree, NatsOperationStatus.class).journal(id(resource));
  }

  /** An operation that a user named otherwise keeps its journal, under an id that no hub knows. */
  private static OperationId id(Live resource) {
    return resource.name().matches("[a-z0-9]{26}")
        ? new OperationId(resource.name())
        : new OperationId(LOCAL_ID);
  }

  private static final String LOCAL_ID = "00000000000000000000000000";

  @Override
  public List<EventSource<?, Trigger.OfNatsOperation>> prepareEventSources(
      EventSourceContext<Trigger.OfNatsOperation> context) {
    return List.of(triggers.source());
  }
}
