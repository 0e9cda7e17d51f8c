// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.pod.PodFields;
import dev.flotilla.nats.backup.JobSpec;
import dev.flotilla.nats.backup.S3;
import dev.flotilla.nats.backup.VolumeClaim;
import dev.flotilla.nats.document.SecretKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a Job finds its files: volumes, mounts, and the paths of its task. Each Secret is mounted
 * by the keys that are needed.
 */
final class JobFiles {
  static final String TASK = "/task";
  static final String TASK_FILE = TASK + "/task.json";
  static final String SIGNING_KEY = "/signing/" + ManifestKey.PRIVATE;
  static final String AUTHORITY = "/nats-tls/ca.crt";
  static final String CERTIFICATE = "/nats-tls/tls.crt";
  static final String CERTIFICATE_KEY = "/nats-tls/tls.key";
  private static final String STORAGE = "/storage";
  private static final String IDENTITY = "/identity/";
  private static final String S3_CREDENTIALS = "/s3";
  private static final String S3_AUTHORITY = "/s3-ca/";

  private final List<Object> volumes = new ArrayList<>();
  private final List<Object> mounts = new ArrayList<>();

  private JobFiles() {}

  /** Those of a Job. */
  static JobFiles of(JobBlueprint blueprint) {
    JobFiles files = new JobFiles();
    files.add("tmp", "/tmp", "emptyDir", Map.of(), false);
    files.secret("task", TASK, blueprint.taskSecret(), List.of());
    files.secret(
        "signing",
        "/signing",
        ManifestKey.SECRET,
        List.of(ManifestKey.PRIVATE, ManifestKey.PUBLIC));
    TargetCluster cluster = blueprint.cluster();
    if (cluster.tls()) {
      files.secret(
          "nats-tls",
          "/nats-tls",
          cluster.certificateSecret(),
          cluster.verifiesClients() ? List.of("ca.crt", "tls.crt", "tls.key") : List.of("ca.crt"));
    }
    files.ofSpec(blueprint.spec());
    return files;
  }

  private void ofSpec(JobSpec spec) {
    SecretKey identity = spec.identitySecret();
    if (identity != null) {
      secret("identity", "/identity", identity.name(), List.of(identity.key()));
    }
    VolumeClaim claim = spec.storage().volumeClaim();
    if (claim != null) {
      add(
          "storage",
          STORAGE,
          "persistentVolumeClaim",
          Tree.object("claimName", claim.claimName()),
          false);
    }
    S3 s3 = spec.storage().s3();
    if (s3 != null && s3.credentialsSecret() != null) {
      secret("s3", S3_CREDENTIALS, s3.credentialsSecret().name(), List.of());
    }
    if (s3 != null && s3.caSecret() != null) {
      secret("s3-ca", "/s3-ca", s3.caSecret().name(), List.of(s3.caSecret().key()));
    }
  }

  List<Object> volumes() {
    return List.copyOf(volumes);
  }

  List<Object> mounts() {
    return List.copyOf(mounts);
  }

  /** The folder with sets on a volume. */
  static String folder(VolumeClaim claim) {
    return claim.path().isEmpty() ? STORAGE : STORAGE + "/" + claim.path();
  }

  /** The file with the identity; null without one. */
  static @Nullable String identity(@Nullable SecretKey secret) {
    return secret == null ? null : IDENTITY + secret.key();
  }

  /** The folder with the credentials of a bucket; null without them. */
  static @Nullable String credentials(S3 s3) {
    return s3.credentialsSecret() == null ? null : S3_CREDENTIALS;
  }

  /** The file with the CA of a bucket; null for the public ones. */
  static @Nullable String authority(S3 s3) {
    return s3.caSecret() == null ? null : S3_AUTHORITY + s3.caSecret().key();
  }

  private void secret(String volume, String path, String name, List<String> keys) {
    List<Object> items = new ArrayList<>();
    keys.forEach(key -> items.add(Tree.object("key", key, "path", key)));
    add(
        volume,
        path,
        "secret",
        Tree.object(
            "secretName",
            name,
            "items",
            items.isEmpty() ? null : items,
            "defaultMode",
            PodFields.READ_ONLY),
        true);
  }

  private void add(
      String volume, String path, String type, Map<String, Object> source, boolean readOnly) {
    volumes.add(Tree.object("name", volume, type, source));
    mounts.add(Tree.object("name", volume, "mountPath", path, "readOnly", readOnly ? true : null));
  }
}
