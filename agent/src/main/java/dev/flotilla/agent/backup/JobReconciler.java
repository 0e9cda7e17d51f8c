// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Trigger;
import dev.flotilla.agent.operation.OperationTriggers;
import dev.flotilla.nats.backup.JobStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reconciles NatsBackups and NatsRestores alike. While a Job runs, passes are repeated: an informer
 * on Jobs would cost a watch in each namespace for something that runs once a day.
 */
@ApplicationScoped
class JobReconciler {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofMillis(500);

  private final KubernetesObjects objects;
  private final JobPass pass;
  private final Instance<JobListener> listeners;
  private final OperationTriggers operations;
  private final Map<ResourceID, JobStatus> last = new ConcurrentHashMap<>();

  JobReconciler(
      KubernetesObjects objects,
      JobPass pass,
      Instance<JobListener> listeners,
      OperationTriggers operations) {
    this.objects = objects;
    this.pass = pass;
    this.listeners = listeners;
    this.operations = operations;
  }

  <T extends Trigger> UpdateControl<T> reconcile(JobKind kind, T trigger) {
    String namespace = trigger.getMetadata().getNamespace();
    String name = trigger.getMetadata().getName();
    Optional<Live> found = objects.find(kind.kind(), namespace, name);
    if (found.isEmpty() || found.get().terminating()) {
      last.remove(new ResourceID(name, namespace));
      listeners.forEach(listener -> listener.gone(kind, namespace, name));
      operations.wakeThoseOf(namespace, name);
      return UpdateControl.noUpdate();
    }
    try {
      JobPass.Outcome outcome = pass.over(kind, found.get());
      report(kind, found.get(), outcome.status());
      return again(outcome);
    } catch (KubernetesClientException problem) {
      if (problem.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        // The Job has written its progress meanwhile, or the document was changed.
        return UpdateControl.<T>noUpdate().rescheduleAfter(SOON);
      }
      throw problem;
    }
  }

  private void report(JobKind kind, Live resource, JobStatus status) {
    listeners.forEach(listener -> listener.seen(kind, resource, status));
    ResourceID id = new ResourceID(resource.name(), resource.namespace());
    if (!status.equals(last.put(id, status))) {
      operations.wakeThoseOf(resource.namespace(), resource.name());
    }
  }

  private static <T extends Trigger> UpdateControl<T> again(JobPass.Outcome outcome) {
    UpdateControl<T> control = UpdateControl.noUpdate();
    return switch (outcome.next()) {
      case CREATE -> control.rescheduleAfter(SOON);
      case WATCH -> control.rescheduleAfter(LOOK_AGAIN);
      case NOTHING -> control;
    };
  }
}
