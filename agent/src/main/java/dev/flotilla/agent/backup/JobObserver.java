// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.settings.AgentSettings;
import dev.flotilla.nats.backup.JobSpec;
import dev.flotilla.nats.backup.JobStatus;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads what decides about a NatsBackup or a NatsRestore. */
@ApplicationScoped
class JobObserver {
  private static final String OF_JOB = "batch.kubernetes.io/job-name";

  private final KubernetesObjects objects;
  private final AgentSettings settings;
  private final InstantSource clock;

  JobObserver(KubernetesObjects objects, AgentSettings settings, InstantSource clock) {
    this.objects = objects;
    this.settings = settings;
    this.clock = clock;
  }

  /** The facts about a resource. */
  JobFacts facts(JobKind kind, Live resource, Parsed<? extends JobSpec> document) {
    JobStatus status = status(resource);
    Optional<? extends JobSpec> spec = document.value();
    boolean open = !status.ended();
    return new JobFacts(
        kind,
        Tree.number(resource.tree(), "metadata", "generation"),
        status,
        refusal(document),
        open ? spec.flatMap(valid -> hindrance(kind, resource, valid)) : Optional.empty(),
        open && status.job() == null
            ? spec.flatMap(valid -> other(resource, valid))
            : Optional.empty(),
        open && status.job() != null ? job(resource, status.job()) : new JobState.Absent(),
        settings.progressDeadline(),
        clock.instant());
  }

  /** The status as it is stored. */
  static JobStatus status(Live resource) {
    return Objects.requireNonNull(
        Json.mapper()
            .convertValue(Tree.at(resource.tree(), "status").orElseGet(Map::of), JobStatus.class));
  }

  /** The NatsCluster with its servers; empty while it has none. */
  Optional<TargetCluster> cluster(String namespace, String name) {
    return objects
        .find(Kind.NATS_CLUSTER, namespace, name)
        .filter(found -> !found.terminating())
        .flatMap(
            found ->
                objects
                    .find(Kind.STATEFUL_SET, namespace, name)
                    .filter(set -> set.controlledBy(found.uid()))
                    .map(set -> new TargetCluster(found, set)));
  }

  private static Optional<Problem> refusal(Parsed<? extends JobSpec> document) {
    return document.errors().stream().findFirst().map(JobObserver::problem);
  }

  /** A finding as a problem. */
  static Problem problem(Finding finding) {
    return new Problem(
        finding.code().name(), finding.field() + ": " + finding.message(), finding.hint());
  }

  private Optional<Problem> hindrance(JobKind kind, Live resource, JobSpec spec) {
    if (settings.image().isEmpty()) {
      return Optional.of(
          new Problem(
              Code.JOB_IMAGE_UNKNOWN,
              "the agent does not know its own image",
              "Upgrade the flotilla-agent chart, which sets FLOTILLA_AGENT_IMAGE."));
    }
    Optional<TargetCluster> cluster = cluster(resource.namespace(), spec.cluster());
    if (cluster.isEmpty()) {
      return Optional.of(
          new Problem(
              Code.CLUSTER_NOT_FOUND,
              "there is no NatsCluster " + spec.cluster() + " with servers in this namespace",
              "It begins when there is one."));
    }
    return kind == JobKind.RESTORE ? cluster.get().rolling() : Optional.empty();
  }

  /** Only one at a time works on a NatsCluster. */
  private Optional<Problem> other(Live resource, JobSpec spec) {
    return Arrays.stream(JobKind.values())
        .flatMap(kind -> objects.all(kind.kind(), resource.namespace()).stream())
        .filter(found -> !found.uid().equals(resource.uid()))
        .filter(found -> Tree.text(found.tree(), "spec", "cluster").equals(spec.cluster()))
        .filter(found -> status(found).running())
        .map(
            found ->
                new Problem(
                    Code.ONE_AT_A_TIME,
                    found.kind().name()
                        + " "
                        + found.name()
                        + " of the same NatsCluster is running",
                    "It begins when that one has ended."))
        .findFirst();
  }

  private JobState job(Live resource, String name) {
    Optional<Live> job =
        objects
            .find(Kind.JOB, resource.namespace(), name)
            .filter(found -> found.controlledBy(resource.uid()))
            .filter(found -> !found.terminating());
    return job.map(
            found ->
                JobState.of(
                    found,
                    List.copyOf(objects.labelled(Kind.POD, found.namespace(), OF_JOB, name))))
        .orElseGet(JobState.Absent::new);
  }
}
