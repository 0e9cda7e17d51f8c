// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose set is restored; what is null is that of the NatsCluster that is restored into.
 *
 * @param member the member
 * @param namespace its namespace
 * @param cluster its NatsCluster
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Source(
    @JsonPropertyDescription("Member of the set; default this one") @Nullable String member,
    @JsonPropertyDescription("Namespace of the set; default this one") @Nullable String namespace,
    @JsonPropertyDescription("NatsCluster of the set; default spec.cluster")
        @Nullable String cluster) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  static Source read(Section section) {
    Source source =
        new Source(
            label(section, "member"), label(section, "namespace"), label(section, "cluster"));
    section.refuseUnknown();
    return source;
  }

  private static @Nullable String label(Section section, String name) {
    return section.matching(name, LABEL, "a DNS label").orElse(null);
  }
}
