// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.report;

import dev.flotilla.agent.backup.JobKind;
import dev.flotilla.agent.backup.JobListener;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.link.EventPublisher;
import dev.flotilla.agent.link.HubListener;
import dev.flotilla.agent.natscluster.NatsClusterListener;
import dev.flotilla.agent.settings.AgentSettings;
import dev.flotilla.nats.backup.JobStatus;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.report.ResourceReport;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reports each NatsCluster, NatsBackup and NatsRestore to the hub, on change only. A report can be
 * composed again from the resource at any time, so nothing is stored: after a restart or a lost
 * link every report is sent again.
 */
@ApplicationScoped
class ClusterReports implements NatsClusterListener, JobListener, HubListener {
  private static final Logger LOG = Logger.getLogger(ClusterReports.class);
  private static final long RETRY_SECONDS = 5;

  /** What is reported. */
  private static final Map<ResourceKind, Kind> KINDS =
      Map.of(
          ResourceKind.NATS_CLUSTER, Kind.NATS_CLUSTER,
          ResourceKind.NATS_BACKUP, Kind.NATS_BACKUP,
          ResourceKind.NATS_RESTORE, Kind.NATS_RESTORE);

  private final KubernetesObjects objects;
  private final AgentSettings settings;
  private final EventPublisher publisher;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final Map<String, ResourceReport> present = new ConcurrentHashMap<>();
  private final Map<String, ResourceReport> reported = new ConcurrentHashMap<>();
  private final BlockingQueue<Telling> waiting = new LinkedBlockingQueue<>();
  private final AtomicBoolean started = new AtomicBoolean();

  ClusterReports(
      KubernetesObjects objects,
      AgentSettings settings,
      EventPublisher publisher,
      InstantSource clock,
      Supplier<String> ids) {
    this.objects = objects;
    this.settings = settings;
    this.publisher = publisher;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public void seen(Live resource, NatsClusterStatus status) {
    offer(ReportComposer.of(resource, status, clock.instant()));
  }

  @Override
  public void seen(JobKind kind, Live resource, JobStatus status) {
    offer(JobReport.of(kind, resource, status, clock.instant()));
  }

  @Override
  public void gone(String namespace, String name) {
    gone(ResourceKind.NATS_CLUSTER.key(namespace, name));
  }

  @Override
  public void gone(JobKind kind, String namespace, String name) {
    gone(kind.resource().key(namespace, name));
  }

  private void gone(ResourceKey resource) {
    ResourceReport last = present.get(resource.toString());
    if (last != null) {
      offer(last.gone(clock.instant()));
    }
  }

  @Override
  public void connected() {
    if (started.compareAndSet(false, true)) {
      Thread.ofVirtual().name("reports").start(this::run);
    }
    reported.clear();
    KINDS.forEach((kind, found) -> waiting.add(() -> takeInventory(kind, found)));
    present.keySet().forEach(key -> waiting.add(() -> tell(key)));
  }

  private void offer(ResourceReport report) {
    String key = report.resource().toString();
    ResourceReport before = present.put(key, report);
    if (before == null || !ReportComposer.same(before, report)) {
      waiting.add(() -> tell(key));
    }
  }

  private interface Telling {
    void run() throws InterruptedException;
  }

  private void run() {
    try {
      while (true) {
        carefully(waiting.take());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reporting that ends is worse than a bug that repeats: the hub would never see a change again.
   */
  private static void carefully(Telling telling) throws InterruptedException {
    try {
      telling.run();
    } catch (RuntimeException bug) {
      LOG.error("a report failed and was omitted", bug);
    }
  }

  /** Always the newest; one that cannot be sent now is sent at the next connection. */
  private void tell(String key) throws InterruptedException {
    ResourceReport report = present.get(key);
    @Nullable ResourceReport before = reported.get(key);
    if (report == null || (before != null && ReportComposer.same(before, report))) {
      return;
    }
    if (publisher.publish(ids.get(), report.at(), new AgentEvent.ResourceReported(report))) {
      reported.put(key, report);
      if (report.deleted()) {
        present.remove(key, report);
        reported.remove(key);
      }
    } else {
      again(() -> tell(key));
    }
  }

  /**
   * Lists everything that exists, so that the hub learns what was deleted while no agent ran.
   * Collected and sent by the thread that sends reports: whatever it has reported before existed
   * before, and so is in the list or really gone.
   */
  private void takeInventory(ResourceKind kind, Kind found) throws InterruptedException {
    try {
      Map<String, List<String>> names = new TreeMap<>();
      settings.served().forEach(namespace -> names.put(namespace, names(found, namespace)));
      var inventory = new AgentEvent.Inventory(kind.token(), names);
      if (publisher.publish(ids.get(), clock.instant(), inventory)) {
        return;
      }
    } catch (KubernetesClientException unreachable) {
      LOG.warnf("retrying the inventory: %s", unreachable.getMessage());
    }
    again(() -> takeInventory(kind, found));
  }

  private List<String> names(Kind kind, String namespace) {
    return objects.all(kind, namespace).stream()
        .filter(found -> !found.terminating())
        .map(Live::name)
        .toList();
  }

  private void again(Telling telling) {
    if (publisher.connected()) {
      CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS)
          .execute(() -> waiting.add(telling));
    }
  }
}
