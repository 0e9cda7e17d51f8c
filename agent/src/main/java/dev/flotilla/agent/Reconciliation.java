// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent;

import dev.flotilla.agent.backup.NatsBackupReconciler;
import dev.flotilla.agent.backup.NatsRestoreReconciler;
import dev.flotilla.agent.kubernetes.Trigger;
import dev.flotilla.agent.natscluster.NatsClusterReconciler;
import dev.flotilla.agent.operation.NatsOperationReconciler;
import dev.flotilla.agent.probes.Vitals;
import dev.flotilla.agent.settings.AgentSettings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the reconcilers in the one agent that holds the Lease; the others only keep their caches
 * warm.
 */
@ApplicationScoped
class Reconciliation {
  private static final Logger LOG = Logger.getLogger(Reconciliation.class);
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration RENEW_WITHIN = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(3);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);

  /** Everything is reconciled again this often, even without an event. */
  private static final Duration RESYNC = Duration.ofMinutes(10);

  private final AgentSettings settings;
  private final KubernetesClient client;
  private final NatsClusterReconciler clusters;
  private final NatsOperationReconciler operations;
  private final NatsBackupReconciler backups;
  private final NatsRestoreReconciler restores;
  private final Vitals vitals;
  private final AbandonedLease abandoned;
  private volatile @Nullable Operator operator;

  Reconciliation(
      AgentSettings settings,
      KubernetesClient client,
      NatsClusterReconciler clusters,
      NatsOperationReconciler operations,
      NatsBackupReconciler backups,
      NatsRestoreReconciler restores,
      Vitals vitals,
      AbandonedLease abandoned) {
    this.settings = settings;
    this.client = client;
    this.clusters = clusters;
    this.operations = operations;
    this.backups = backups;
    this.restores = restores;
    this.vitals = vitals;
    this.abandoned = abandoned;
  }

  /**
   * Starts informers, then waits for the Lease in the background.
   *
   * @param leads run once this agent holds the Lease
   */
  void start(Runnable leads) {
    Operator starting =
        new Operator(
            overrider ->
                overrider
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withExecutorService(Executors.newVirtualThreadPerTaskExecutor())
                    .withLeaderElectionConfiguration(
                        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(
                                settings.lease())
                            .withLeaseNamespace(settings.namespace())
                            .withIdentity(settings.instance())
                            .withLeaseDuration(LEASE)
                            .withRenewDeadline(RENEW_WITHIN)
                            .withRetryPeriod(RETRY)
                            .withLeaderCallbacks(callbacks(leads))
                            .build()));
    starting.<Trigger.OfNatsCluster>register(
        clusters, controller -> configure(controller.withName("natscluster")));
    starting.<Trigger.OfNatsOperation>register(
        operations, controller -> configure(controller.withName("natsoperation")));
    starting.<Trigger.OfNatsBackup>register(
        backups, controller -> configure(controller.withName("natsbackup")));
    starting.<Trigger.OfNatsRestore>register(
        restores, controller -> configure(controller.withName("natsrestore")));
    operator = starting;
    abandoned.release();
    starting.start();
    vitals.cachesFilled();
  }

  private LeaderCallbacks callbacks(Runnable leads) {
    return new LeaderCallbacks(
        () -> {
          vitals.leading(true);
          LOG.info("this agent holds the Lease");
          leads.run();
        },
        () -> vitals.leading(false),
        holder -> LOG.infof("the Lease is held by %s", holder));
  }

  void stop(@Observes ShutdownEvent event) {
    Operator running = operator;
    if (running != null) {
      running.stop();
    }
  }

  private <R extends HasMetadata> void configure(ControllerConfigurationOverrider<R> controller) {
    controller
        .settingNamespaces(settings.served())
        .withReconciliationMaxInterval(RESYNC)
        .withGenerationAware(false)
        .withTriggerReconcilerOnAllEvents(true)
        .withRetry(forever())
        .withOnUpdateFilter(Reconciliation::matters);
  }

  /**
   * An API server that is unavailable comes back; giving up would wait for the next event instead.
   */
  private static GenericRetry forever() {
    return new GenericRetry()
        .setInitialInterval(FIRST_RETRY.toMillis())
        .setMaxInterval(LAST_RETRY.toMillis())
        .withoutMaxAttempts();
  }

  /**
   * Our own status writes must not trigger a pass; a new revision of the hub changes only an
   * annotation.
   */
  private static boolean matters(HasMetadata now, HasMetadata before) {
    var is = now.getMetadata();
    var was = before.getMetadata();
    return !Objects.equals(is.getGeneration(), was.getGeneration())
        || !Objects.equals(is.getAnnotations(), was.getAnnotations())
        || !Objects.equals(is.getLabels(), was.getLabels())
        || !Objects.equals(is.getDeletionTimestamp(), was.getDeletionTimestamp());
  }
}
