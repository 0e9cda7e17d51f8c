// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one Job does: {@code task.json}. All paths are files of the Job's pod.
 *
 * @param kind backup or restore
 * @param resource the custom resource, whose status gets progress and result
 * @param origin the NatsCluster that is saved, or into which is restored
 * @param servers URLs of its servers: of all together, and of each as far as they are known
 * @param serverCount how many servers it has
 * @param caFile CA certificates that verify them; null for plain text
 * @param certificateFile certificate of this client in PEM, where servers demand one; else null
 * @param certificateKeyFile its key
 * @param accounts accounts, with the logins that exist
 * @param document spec of the NatsCluster as it is; null for a restore
 * @param include patterns {@code ACCOUNT/STREAM}; empty for all
 * @param exclude patterns of what is left out
 * @param storage where sets are
 * @param recipients age recipients of what is written
 * @param identityFile age identity that decrypts a set; null without one
 * @param base the set on which a backup builds: {@code latest}, an id, or null for a full one
 * @param verification {@code written} or {@code decoded}
 * @param parallel streams at a time
 * @param set id of the set to write, or of the one to restore, or {@code latest}
 * @param source whose set is restored; null for the origin's own
 * @param rename streams that get another account or name
 * @param replicas of restored streams; null for those of the set
 * @param replace streams {@code ACCOUNT/STREAM} that may be deleted first
 * @param dryRun whether a restore only reports what it would do
 * @param signingKeyFile Ed25519 key in PEM (PKCS#8) that signs manifests
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Task(
    Kind kind,
    Resource resource,
    Origin origin,
    List<String> servers,
    int serverCount,
    @Nullable String caFile,
    @Nullable String certificateFile,
    @Nullable String certificateKeyFile,
    List<Account> accounts,
    @Nullable JsonNode document,
    List<String> include,
    List<String> exclude,
    Storage storage,
    List<String> recipients,
    @Nullable String identityFile,
    @Nullable String base,
    @Nullable String verification,
    int parallel,
    String set,
    @Nullable Source source,
    List<Rename> rename,
    @Nullable Integer replicas,
    List<String> replace,
    boolean dryRun,
    String signingKeyFile) {
  public Task {
    servers = listed(servers);
    accounts = listed(accounts);
    include = listed(include);
    exclude = listed(exclude);
    recipients = listed(recipients);
    rename = listed(rename);
    replace = listed(replace);
  }

  /** What is done. */
  public enum Kind {
    @JsonProperty("backup")
    BACKUP,
    @JsonProperty("restore")
    RESTORE
  }

  /**
   * The NatsBackup or NatsRestore.
   *
   * @param uid its identity in Kubernetes
   */
  public record Resource(String namespace, String name, String uid) {}

  /**
   * Where a set comes from, and its path in a store.
   *
   * @param clusterUid identity of the NatsCluster in Kubernetes
   */
  public record Origin(String member, String namespace, String cluster, String clusterUid) {}

  /** Whose set is restored. */
  public record Source(String member, String namespace, String cluster) {}

  /**
   * An account of the NatsCluster.
   *
   * @param name such as {@code APP}
   * @param publicKey its public key; null where accounts have none
   * @param loginFile {@code .creds} or {@code .nk} file; null where there is no user
   * @param open whether clients need no login at all
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Account(
      String name, @Nullable String publicKey, @Nullable String loginFile, boolean open) {}

  /** Another place of a stream: both are {@code ACCOUNT/STREAM}. */
  public record Rename(String from, String to) {}

  /**
   * A store: one of both.
   *
   * @param folder of a mounted volume
   * @param s3 a bucket
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Storage(@Nullable String folder, @Nullable S3 s3) {}

  /**
   * A bucket.
   *
   * @param credentialsFolder has the files {@code accessKeyId}, {@code secretAccessKey} and, if
   *     there is one, {@code sessionToken}; null for what the pod's surroundings give
   * @param caFile CA certificates of the endpoint; null for the public ones
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record S3(
      String endpoint,
      String region,
      String bucket,
      String prefix,
      boolean pathStyle,
      @Nullable String credentialsFolder,
      @Nullable String caFile,
      @Nullable ObjectLock objectLock) {}

  /**
   * How long objects cannot be deleted.
   *
   * @param mode {@code GOVERNANCE} or {@code COMPLIANCE}
   */
  public record ObjectLock(String mode, int days) {}

  private static <T> List<T> listed(@Nullable List<T> given) {
    return List.copyOf(Objects.requireNonNullElse(given, List.of()));
  }
}
