// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a NatsCluster should be. A document has no groups: their fields are fields of the spec, in
 * this order. The custom resource definition is generated from these records; it carries no limits,
 * so that wrong input has the same code and hint everywhere, from the parser.
 *
 * @param profile name of the profile that supplied defaults; null for none
 * @param servers which servers, and how many
 * @param settings settings of each server
 * @param listeners what the servers listen for, and which servers they connect to
 * @param access how clients reach the servers and authenticate
 * @param pods resources, scheduling and network policy
 * @param addons what is deployed besides the servers
 * @param overlay what is merged into the rendered objects and configuration
 * @param waivers codes of guard rails that this cluster may violate
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record NatsClusterSpec(
    @JsonPropertyDescription("Preset of defaults: development, staging or production")
        @Nullable String profile,
    @JsonUnwrapped Servers servers,
    @JsonUnwrapped ServerSettings settings,
    @JsonUnwrapped Listeners listeners,
    @JsonUnwrapped Access access,
    @JsonUnwrapped Pods pods,
    @JsonUnwrapped Addons addons,
    @JsonUnwrapped Overlay overlay,
    @JsonPropertyDescription("Codes of guard rails to waive, such as EVEN_REPLICAS")
        List<String> waivers) {
  public NatsClusterSpec {
    waivers = List.copyOf(waivers);
  }

  /** The fields of a document's spec, in the order of the reference. */
  public static List<String> fields() {
    return components(NatsClusterSpec.class)
        .flatMap(field -> isGroup(field) ? components(field.getType()) : Stream.of(field))
        .map(RecordComponent::getName)
        .toList();
  }

  private static Stream<RecordComponent> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents());
  }

  private static boolean isGroup(RecordComponent field) {
    return field.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
  }
}
