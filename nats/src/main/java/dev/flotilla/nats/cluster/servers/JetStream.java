// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.servers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JetStream of one server.
 *
 * @param enabled whether the servers store streams at all
 * @param domain JetStream domain, which separates its API from others across leaf nodes; null for
 *     none
 * @param syncInterval {@code always}, or how often what was written is forced to disk, as in {@code
 *     2m}; null for the server's default of two minutes
 * @param fileStore volume for streams on disk, one per server
 * @param memoryStore memory for streams in memory
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record JetStream(
    @JsonPropertyDescription("Whether JetStream is enabled; default true") boolean enabled,
    @JsonPropertyDescription(
            "JetStream domain, which separates this JetStream from others across leaf nodes")
        @Nullable String domain,
    @JsonPropertyDescription(
            "always, or how often writes are synced to disk, such as 10s; default 2m")
        @Nullable String syncInterval,
    @JsonPropertyDescription("Volume for file storage, one per server") FileStore fileStore,
    @JsonPropertyDescription("Memory for memory storage") MemoryStore memoryStore) {
  /** A token of a subject: {@code $JS.<domain>.API}. */
  private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private static final Pattern SYNC = Pattern.compile("always|[1-9]\\d{0,5}(?:ms|s|m|h)");

  public static JetStream read(Section section) {
    JetStream jetStream =
        new JetStream(
            section.flag("enabled").orElse(true),
            section
                .matching("domain", DOMAIN, "at most 64 letters, digits, hyphens and underscores")
                .orElse(null),
            section
                .matching("syncInterval", SYNC, "\"always\" or a time such as 10s or 2m")
                .orElse(null),
            FileStore.read(section.section("fileStore")),
            MemoryStore.read(section.section("memoryStore")));
    section.refuseUnknown();
    return jetStream;
  }
}
