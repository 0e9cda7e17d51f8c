// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.kubernetes.Trigger;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reconciles NatsClusters and reports progress in their status. */
@Singleton
public class NatsClusterReconciler implements Reconciler<Trigger.OfNatsCluster> {
  private static final Logger LOG = Logger.getLogger(NatsClusterReconciler.class);

  /** Health changes without a Kubernetes event, so a pass that waits is repeated. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  /** The same while a server that has just started joins, or between two versions. */
  private static final Duration IMMINENT = Duration.ofSeconds(1);

  /** Servers lose their quorum while their pods stay ready; keys are deleted without an event. */
  private static final Duration AT_REST = Duration.ofMinutes(1);

  private static final Duration SOON = Duration.ofMillis(500);

  /** Kinds whose change triggers the reconciler, for objects that belong to a NatsCluster. */
  private static final List<Class<? extends Trigger>> WATCHED =
      List.of(
          Trigger.OfStatefulSet.class,
          Trigger.OfPod.class,
          Trigger.OfService.class,
          Trigger.OfConfigMap.class,
          Trigger.OfDisruptionBudget.class);

  private final KubernetesObjects objects;
  private final NatsClusterPass pass;
  private final InstantSource clock;
  private final NatsClusterListeners listeners;

  NatsClusterReconciler(
      KubernetesObjects objects,
      NatsClusterPass pass,
      InstantSource clock,
      NatsClusterListeners listeners) {
    this.objects = objects;
    this.pass = pass;
    this.clock = clock;
    this.listeners = listeners;
  }

  @Override
  public UpdateControl<Trigger.OfNatsCluster> reconcile(
      Trigger.OfNatsCluster trigger, Context<Trigger.OfNatsCluster> context) throws Exception {
    String namespace = trigger.getMetadata().getNamespace();
    String name = trigger.getMetadata().getName();
    Optional<Live> resource = objects.find(Kind.NATS_CLUSTER, namespace, name);
    if (resource.isEmpty() || resource.get().terminating()) {
      pass.forget(namespace, name);
      listeners.gone(namespace, name);
      return UpdateControl.noUpdate();
    }
    try {
      return again(look(resource.get()));
    } catch (KubernetesClientException problem) {
      if (problem.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        // The object that this pass was decided on has changed.
        return UpdateControl.<Trigger.OfNatsCluster>noUpdate().rescheduleAfter(SOON);
      }
      throw problem;
    }
  }

  private Outcome look(Live resource) throws InterruptedException {
    StatusJournal standing = new StatusJournal(objects, clock, resource);
    Outcome outcome = pass.over(standing);
    report(standing, outcome);
    return outcome;
  }

  private static UpdateControl<Trigger.OfNatsCluster> again(Outcome outcome) {
    UpdateControl<Trigger.OfNatsCluster> control = UpdateControl.noUpdate();
    return switch (outcome) {
      case Outcome.Refused(_, var resting) ->
          resting ? control : control.rescheduleAfter(LOOK_AGAIN);
      case Outcome.Incompatible(_, var resting) ->
          resting ? control : control.rescheduleAfter(LOOK_AGAIN);
      case Outcome.Blocked _ -> control.rescheduleAfter(LOOK_AGAIN);
      case Outcome.Accepted accepted -> control.rescheduleAfter(untilNextLook(accepted));
    };
  }

  private static Duration untilNextLook(Outcome.Accepted accepted) {
    if (accepted.resting()) {
      return AT_REST;
    }
    return accepted.progress().imminent() ? IMMINENT : LOOK_AGAIN;
  }

  private void report(StatusJournal standing, Outcome outcome) {
    Live resource = standing.resource();
    NatsClusterStatus before = standing.status();
    Conditions conditions =
        new Conditions(
            Optional.ofNullable(before.conditions()).orElseGet(List::of),
            generation(resource),
            clock.instant());
    StatusComposer.Subject subject =
        new StatusComposer.Subject(
            resource.namespace(),
            resource.name(),
            new NatsClusterStatus.Basis(
                generation(resource), revision(resource), operation(resource, before)));
    NatsClusterStatus after =
        remembered(
            resource, new StatusComposer(subject, before, conditions).after(outcome), outcome);
    if (!after.equals(before)) {
      LOG.infof("%s/%s: %s", resource.namespace(), resource.name(), StatusLine.of(after));
      standing.write(after);
    }
    listeners.seen(resource, after);
  }

  /** With the document that all servers were verified with, if that is the present one. */
  private static NatsClusterStatus remembered(
      Live resource, NatsClusterStatus after, Outcome outcome) {
    return outcome instanceof Outcome.Accepted accepted && accepted.isVerified()
        ? after.with(after.journal().verified(EarlierDocument.verified(resource, after.verified())))
        : after;
  }

  /**
   * The operation that brought the present revision; queried until it is found, since it is written
   * after the document.
   */
  private @Nullable String operation(Live resource, NatsClusterStatus before) {
    Long revision = revision(resource);
    if (revision == null) {
      return null;
    }
    if (before.operation() != null && revision.equals(before.revision())) {
      return before.operation();
    }
    return objects
        .labelled(Kind.NATS_OPERATION, resource.namespace(), Labels.CLUSTER, resource.name())
        .stream()
        .filter(operation -> isOfCluster(operation, revision))
        .map(Live::name)
        .findFirst()
        .orElse(null);
  }

  private static boolean isOfCluster(Live operation, long revision) {
    return Tree.number(operation.tree(), "spec", "revision") == revision
        && Tree.text(operation.tree(), "spec", "target", "kind").equals(Kind.NATS_CLUSTER.name());
  }

  private static long generation(Live resource) {
    return Tree.number(resource.tree(), "metadata", "generation");
  }

  private static @Nullable Long revision(Live resource) {
    return ClusterStopRules.revision(resource).orElse(null);
  }

  @Override
  public List<EventSource<?, Trigger.OfNatsCluster>> prepareEventSources(
      EventSourceContext<Trigger.OfNatsCluster> context) {
    List<EventSource<?, Trigger.OfNatsCluster>> sources = new ArrayList<>();
    WATCHED.forEach(kind -> sources.add(watch(kind, context)));
    return sources;
  }

  private static <T extends Trigger> InformerEventSource<T, Trigger.OfNatsCluster> watch(
      Class<T> kind, EventSourceContext<Trigger.OfNatsCluster> context) {
    var configuration =
        InformerEventSourceConfiguration.from(kind, Trigger.OfNatsCluster.class)
            .withName(kind.getSimpleName())
            .withLabelSelector(Labels.CLUSTER)
            .withNamespacesInheritedFromController()
            .withSecondaryToPrimaryMapper(NatsClusterReconciler::owner)
            .build();
    return new InformerEventSource<>(configuration, context);
  }

  private static Set<ResourceID> owner(Trigger child) {
    String cluster = child.getMetadata().getLabels().get(Labels.CLUSTER);
    return cluster == null
        ? Set.of()
        : Set.of(new ResourceID(cluster, child.getMetadata().getNamespace()));
  }
}
