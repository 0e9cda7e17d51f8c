// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.cluster.pods.Resources;
import dev.flotilla.nats.document.SecretKey;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One restore.
 *
 * @param cluster the NatsCluster, in the same namespace
 * @param set id of the set, or {@code latest}
 * @param source whose set it is; null for the NatsCluster's own
 * @param storage where the set is
 * @param identitySecret identity that decrypts it
 * @param include patterns of streams; empty for all of the set
 * @param exclude patterns of streams that are left out
 * @param rename streams that get another account or name
 * @param replicas of the restored streams; null for those of the set
 * @param replace existing streams that may be deleted
 * @param dryRun whether it only reports what it would do
 * @param parallel streams at a time
 * @param resources of the Job's pod
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record NatsRestoreSpec(
    @JsonPropertyDescription("Name of the NatsCluster, in the same namespace") String cluster,
    @JsonPropertyDescription("Id of the set, or latest") String set,
    @JsonPropertyDescription("Whose set is restored; default that of the NatsCluster itself")
        @Nullable Source source,
    @JsonPropertyDescription("Where the set is: a volume or a bucket") Storage storage,
    @JsonPropertyDescription("Secret with the age identity that decrypts the set")
        SecretKey identitySecret,
    @JsonPropertyDescription("Patterns ACCOUNT/STREAM with * as wildcard; default everything")
        List<String> include,
    @JsonPropertyDescription("Patterns ACCOUNT/STREAM of streams that are left out")
        List<String> exclude,
    @JsonPropertyDescription("Streams that get another account or name") List<Rename> rename,
    @JsonPropertyDescription("Replicas of the restored streams; default those of the set")
        @Nullable Integer replicas,
    @JsonPropertyDescription("Existing streams ACCOUNT/STREAM that may be deleted and replaced")
        List<String> replace,
    @JsonPropertyDescription("Report what would be restored, and change nothing") boolean dryRun,
    @JsonPropertyDescription("Streams at a time, 1 to 16; default 4") int parallel,
    @JsonPropertyDescription("Compute resources of the Job's pod") Resources resources)
    implements JobSpec {
  public NatsRestoreSpec {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    rename = List.copyOf(rename);
    replace = List.copyOf(replace);
  }
}
