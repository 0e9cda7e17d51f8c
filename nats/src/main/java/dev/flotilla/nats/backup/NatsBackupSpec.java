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
 * One backup.
 *
 * @param cluster the NatsCluster, in the same namespace
 * @param include patterns of streams; empty for all
 * @param exclude patterns of streams that are left out
 * @param storage where the set is written
 * @param recipients age recipients to which it is encrypted
 * @param identitySecret identity that decrypts it, for verification; null without one
 * @param base {@code latest} or the id of the set that this one builds on; null for a full one
 * @param verification {@code written} or {@code decoded}
 * @param parallel streams at a time
 * @param resources of the Job's pod
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record NatsBackupSpec(
    @JsonPropertyDescription("Name of the NatsCluster, in the same namespace") String cluster,
    @JsonPropertyDescription("Patterns ACCOUNT/STREAM with * as wildcard; default everything")
        List<String> include,
    @JsonPropertyDescription("Patterns ACCOUNT/STREAM of streams that are left out")
        List<String> exclude,
    @JsonPropertyDescription("Where the set is written: a volume or a bucket") Storage storage,
    @JsonPropertyDescription("Recipients (age, X25519) to which the set is encrypted")
        List<String> recipients,
    @JsonPropertyDescription("Secret with the age identity, for verification above written")
        @Nullable SecretKey identitySecret,
    @JsonPropertyDescription("latest, or the id of the set that this one builds on; default full")
        @Nullable String base,
    @JsonPropertyDescription("written or decoded; default written") String verification,
    @JsonPropertyDescription("Streams at a time, 1 to 16; default 4") int parallel,
    @JsonPropertyDescription("Compute resources of the Job's pod") Resources resources)
    implements JobSpec {
  public NatsBackupSpec {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    recipients = List.copyOf(recipients);
  }
}
