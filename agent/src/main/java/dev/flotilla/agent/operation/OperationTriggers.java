// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.kubernetes.Trigger;
import dev.flotilla.agent.link.HubListener;
import dev.flotilla.agent.natscluster.NatsClusterListener;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.settings.AgentSettings;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Triggers operations when something that they wait for happened elsewhere: at their target, or on
 * the link.
 */
@ApplicationScoped
public class OperationTriggers implements NatsClusterListener, HubListener {
  private final KubernetesObjects objects;
  private final AgentSettings settings;
  private final Map<ResourceID, NatsClusterStatus> last = new ConcurrentHashMap<>();
  private final SimpleInboundEventSource<Trigger.OfNatsOperation> source =
      new SimpleInboundEventSource<>("nudges");

  OperationTriggers(KubernetesObjects objects, AgentSettings settings) {
    this.objects = objects;
    this.settings = settings;
  }

  SimpleInboundEventSource<Trigger.OfNatsOperation> source() {
    return source;
  }

  @Override
  public void seen(Live resource, NatsClusterStatus status) {
    ResourceID id = new ResourceID(resource.name(), resource.namespace());
    if (!status.equals(last.put(id, status))) {
      wakeThoseOf(resource.namespace(), resource.name());
    }
  }

  @Override
  public void gone(String namespace, String name) {
    last.remove(new ResourceID(name, namespace));
    wakeThoseOf(namespace, name);
  }

  @Override
  public void connected() {
    settings
        .served()
        .forEach(
            namespace ->
                wake(objects.all(Kind.NATS_OPERATION, namespace), OperationTriggers::hasUnsent));
  }

  /** Wakes the operations on a resource of that name, whatever its kind. */
  public void wakeThoseOf(String namespace, String target) {
    wake(
        objects.labelled(Kind.NATS_OPERATION, namespace, Labels.CLUSTER, target),
        OperationTriggers::goesOn);
  }

  private void wake(List<Live> operations, Predicate<Live> which) {
    operations.stream()
        .filter(which)
        .forEach(
            operation ->
                source.propagateEvent(new ResourceID(operation.name(), operation.namespace())));
  }

  private static boolean goesOn(Live operation) {
    return Tree.at(operation.tree(), "status", "finishedAt").isEmpty();
  }

  private static boolean hasUnsent(Live operation) {
    return Tree.list(operation.tree(), "status", "outbox").stream()
        .anyMatch(entry -> Tree.at(entry, "acknowledgedAt").isEmpty());
  }
}
