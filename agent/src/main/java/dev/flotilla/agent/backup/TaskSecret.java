// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.credentials.AccountLogin;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.backup.engine.Task;
import dev.flotilla.nats.backup.JobSpec;
import dev.flotilla.nats.backup.NatsBackupSpec;
import dev.flotilla.nats.backup.NatsRestoreSpec;
import dev.flotilla.nats.backup.ObjectLock;
import dev.flotilla.nats.backup.S3;
import dev.flotilla.nats.backup.Source;
import dev.flotilla.nats.backup.Storage;
import dev.flotilla.nats.backup.VolumeClaim;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Login;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Secret with the task of a Job and its logins.
 *
 * @param blueprint of the Job
 * @param member name of the member; empty without a hub
 * @param application the login to the account of applications
 */
record TaskSecret(JobBlueprint blueprint, String member, AccountLogin application) {
  private static final String FILE = "task.json";

  /** Sets of an agent without a hub are under this name. */
  private static final String LOCAL = "local";

  Manifest manifest() {
    Map<String, String> data = new TreeMap<>();
    data.put(FILE, new String(Json.write(task()), StandardCharsets.UTF_8));
    application.login().ifPresent(login -> data.put(file(login), login.text()));
    return new Manifest(
        Kind.SECRET,
        blueprint.metadata(blueprint.taskSecret()),
        Tree.object("type", "Opaque", "data", SecretData.encoded(data)));
  }

  Task task() {
    Live resource = blueprint.resource();
    TargetCluster cluster = blueprint.cluster();
    JobSpec spec = blueprint.spec();
    Optional<NatsBackupSpec> backup =
        spec instanceof NatsBackupSpec given ? Optional.of(given) : Optional.empty();
    Optional<NatsRestoreSpec> restore =
        spec instanceof NatsRestoreSpec given ? Optional.of(given) : Optional.empty();
    boolean certified = cluster.tls() && cluster.verifiesClients();
    return new Task(
        blueprint.kind().task(),
        new Task.Resource(resource.namespace(), resource.name(), resource.uid()),
        origin(),
        cluster.urls(),
        cluster.servers(),
        cluster.tls() ? JobFiles.AUTHORITY : null,
        certified ? JobFiles.CERTIFICATE : null,
        certified ? JobFiles.CERTIFICATE_KEY : null,
        accounts(),
        backup.map(_ -> cluster.document()).orElse(null),
        spec.include(),
        spec.exclude(),
        storage(spec.storage()),
        backup.map(NatsBackupSpec::recipients).orElseGet(List::of),
        JobFiles.identity(spec.identitySecret()),
        backup.map(NatsBackupSpec::base).orElse(null),
        backup.map(NatsBackupSpec::verification).orElse(null),
        spec.parallel(),
        blueprint.set(),
        restore.map(this::source).orElse(null),
        restore.map(TaskSecret::renames).orElseGet(List::of),
        restore.map(NatsRestoreSpec::replicas).orElse(null),
        restore.map(NatsRestoreSpec::replace).orElseGet(List::of),
        restore.map(NatsRestoreSpec::dryRun).orElse(false),
        JobFiles.SIGNING_KEY);
  }

  private Task.Origin origin() {
    Live cluster = blueprint.cluster().resource();
    return new Task.Origin(memberName(), cluster.namespace(), cluster.name(), cluster.uid());
  }

  private String memberName() {
    return member.isEmpty() ? LOCAL : member;
  }

  private List<Task.Account> accounts() {
    List<Task.Account> accounts = new ArrayList<>();
    for (String name : blueprint.cluster().accounts()) {
      boolean known = name.equals(TargetCluster.APPLICATIONS);
      accounts.add(
          new Task.Account(
              name,
              known ? application.account().orElse(null) : null,
              known
                  ? application.login().map(login -> JobFiles.TASK + "/" + file(login)).orElse(null)
                  : null,
              known && application.login().isEmpty()));
    }
    return accounts;
  }

  private static String file(Login login) {
    return TargetCluster.APPLICATIONS + (login instanceof Credentials ? ".creds" : ".nk");
  }

  private Task.@Nullable Source source(NatsRestoreSpec restore) {
    Source given = restore.source();
    return given == null
        ? null
        : new Task.Source(
            Objects.requireNonNullElse(given.member(), memberName()),
            Objects.requireNonNullElse(given.namespace(), blueprint.resource().namespace()),
            Objects.requireNonNullElse(given.cluster(), restore.cluster()));
  }

  private static List<Task.Rename> renames(NatsRestoreSpec restore) {
    return restore.rename().stream()
        .map(rename -> new Task.Rename(rename.from(), rename.to()))
        .toList();
  }

  private static Task.Storage storage(Storage storage) {
    VolumeClaim claim = storage.volumeClaim();
    S3 s3 = storage.s3();
    return new Task.Storage(
        claim == null ? null : JobFiles.folder(claim), s3 == null ? null : bucket(s3));
  }

  private static Task.S3 bucket(S3 s3) {
    ObjectLock lock = s3.objectLock();
    return new Task.S3(
        s3.endpoint(),
        s3.region(),
        s3.bucket(),
        s3.prefix(),
        s3.pathStyle(),
        JobFiles.credentials(s3),
        JobFiles.authority(s3),
        lock == null ? null : new Task.ObjectLock(lock.mode(), lock.days()));
  }
}
