// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.credentials.AccessStore;
import dev.flotilla.agent.credentials.AccountLogin;
import dev.flotilla.agent.credentials.ShortLivedUser;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.settings.AgentSettings;
import dev.flotilla.nats.backup.JobStatus;
import dev.flotilla.protocol.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Creates and removes what belongs to a NatsBackup or a NatsRestore. Each write is idempotent. */
@ApplicationScoped
class JobWriter {
  private static final Duration CLEANUP = Duration.ofMinutes(15);

  private final KubernetesObjects objects;
  private final AccessStore access;
  private final AgentSettings settings;
  private final SecureRandom random;
  private final InstantSource clock;

  JobWriter(
      KubernetesObjects objects,
      AccessStore access,
      AgentSettings settings,
      SecureRandom random,
      InstantSource clock) {
    this.objects = objects;
    this.access = access;
    this.settings = settings;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Creates the task and the Job, where they do not exist.
   *
   * @return the Job
   * @throws Blocked when the keys of the NatsCluster are not available, or an object of that name
   *     has another owner
   */
  Live create(JobBlueprint blueprint) throws Blocked {
    String namespace = blueprint.resource().namespace();
    ManifestKey.provide(objects, namespace, random);
    if (own(blueprint, Kind.SECRET, blueprint.taskSecret()).isEmpty()) {
      AccountLogin login = access.login(blueprint.cluster().dataPlane(), user(blueprint));
      String member = settings.member().orElse("");
      var _ = objects.create(new TaskSecret(blueprint, member, login).manifest());
    }
    Optional<Live> present = own(blueprint, Kind.JOB, blueprint.job());
    if (present.isPresent()) {
      return present.get();
    }
    Manifest job = JobManifest.of(blueprint, JobImage.of(settings));
    Optional<Live> created = objects.create(job);
    return created.isPresent()
        ? created.get()
        : own(blueprint, Kind.JOB, blueprint.job()).orElseThrow();
  }

  /** The deadline counts from the start of the Job, and what it ends is cleaned up after it. */
  private ShortLivedUser user(JobBlueprint blueprint) {
    return new ShortLivedUser(
        "flotilla-" + blueprint.kind().word(),
        JobPermissions.of(blueprint.kind()),
        clock.instant().plus(JobManifest.DEADLINE).plus(CLEANUP));
  }

  private Optional<Live> own(JobBlueprint blueprint, Kind kind, String name) throws Blocked {
    Optional<Live> found = objects.find(kind, blueprint.resource().namespace(), name);
    if (found.isPresent() && !found.get().controlledBy(blueprint.resource().uid())) {
      throw Blocked.byForeignObject(found.get());
    }
    return found;
  }

  /** Removes the credentials of a Job that has ended. */
  void removeTask(JobKind kind, Live resource) {
    remove(resource, Kind.SECRET, kind.job(resource.name()) + "-task");
  }

  /** Removes a Job that will have no result. */
  void removeJob(JobKind kind, Live resource) {
    remove(resource, Kind.JOB, kind.job(resource.name()));
  }

  private void remove(Live resource, Kind kind, String name) {
    objects
        .find(kind, resource.namespace(), name)
        .filter(found -> found.controlledBy(resource.uid()) && !found.terminating())
        .ifPresent(objects::delete);
  }

  /** Writes a status that differs from the present one, over exactly the state that was read. */
  Live store(Live resource, JobStatus changed) {
    Map<String, Object> metadata =
        Tree.object("name", resource.name(), "namespace", resource.namespace());
    Object tree = Json.mapper().convertValue(changed, Map.class);
    return objects.applyStatus(
        new Manifest(resource.kind(), metadata, Tree.object("status", tree)).onlyIf(resource));
  }
}
