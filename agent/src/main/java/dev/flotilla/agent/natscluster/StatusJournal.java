// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.servers.Intent;
import dev.flotilla.agent.servers.Intents;
import dev.flotilla.agent.servers.PendingRestart;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import dev.flotilla.nats.cluster.status.PendingStep;
import dev.flotilla.nats.cluster.status.RollStop;
import dev.flotilla.protocol.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A NatsCluster and its status during one pass. Every write is bound to the version that the pass
 * was decided on, so an agent that was paused fails before it has an effect.
 */
final class StatusJournal implements Intents {
  private final KubernetesObjects objects;
  private final InstantSource clock;
  private Live resource;
  private NatsClusterStatus status;

  StatusJournal(KubernetesObjects objects, InstantSource clock, Live resource) {
    this.objects = objects;
    this.clock = clock;
    this.resource = resource;
    this.status = read(resource);
  }

  /** The resource as this pass last read or wrote it. */
  Live resource() {
    return resource;
  }

  /** The status as this pass last read or wrote it. */
  NatsClusterStatus status() {
    return status;
  }

  @Override
  public void record(Intent intent) {
    PendingStep step = pending(intent, clock.instant());
    if (same(step, status.step()) && !Intent.isProgress(intent.name())) {
      // An agent that resumes after a crash; one that was paused in the meantime must not get
      // through.
      objects.confirm(resource);
    } else {
      write(status.with(step));
    }
  }

  @Override
  public PendingRestart restart() {
    return PendingRestart.of(status.restart());
  }

  @Override
  public void record(PendingRestart restart) {
    write(status.with(status.journal().restarting(restart.status())));
  }

  /** Writes a stop of the roll; returns once it is in the journal. */
  void record(RollStop stop) {
    write(status.with(status.journal().stopped(stop)));
  }

  /** Writes a status that differs from the present one. */
  void write(NatsClusterStatus changed) {
    Map<String, Object> metadata =
        Tree.object("name", resource.name(), "namespace", resource.namespace());
    Object tree = Json.mapper().convertValue(changed, Map.class);
    resource =
        objects.applyStatus(
            new Manifest(Kind.NATS_CLUSTER, metadata, Tree.object("status", tree))
                .onlyIf(resource));
    status = changed;
  }

  private PendingStep pending(Intent intent, Instant now) {
    OptionalInt server = intent.server();
    return new PendingStep(
        intent.name(),
        server.isPresent() ? server.getAsInt() : null,
        intent.version().orElse(null),
        Tree.number(resource.tree(), "metadata", "generation"),
        now.toString());
  }

  /** Equal but for the time. */
  private static boolean same(PendingStep step, @Nullable PendingStep known) {
    return known != null
        && step.equals(
            new PendingStep(
                known.name(),
                known.server(),
                known.version(),
                known.generation(),
                step.intentAt()));
  }

  private static NatsClusterStatus read(Live resource) {
    Object tree = Tree.at(resource.tree(), "status").orElseGet(Map::of);
    return Json.mapper().convertValue(tree, NatsClusterStatus.class);
  }
}
