// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.pods;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Quantity;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An amount of compute resources.
 *
 * @param cpu cores; null if not set
 * @param memory bytes; null if not set
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Amounts(
    @JsonPropertyDescription("CPU, such as 500m or 2") @SchemaFrom(type = IntOrString.class)
        @Nullable Quantity cpu,
    @JsonPropertyDescription("Memory, such as 256Mi") @SchemaFrom(type = IntOrString.class)
        @Nullable Quantity memory) {
  /** Nothing set. */
  public static final Amounts NONE = new Amounts(null, null);

  public static Amounts read(Section section) {
    Amounts amounts =
        new Amounts(section.quantity("cpu").orElse(null), section.quantity("memory").orElse(null));
    section.refuseUnknown();
    return amounts;
  }

  /** The amounts that are set, by the resource names of Kubernetes, in a stable order. */
  public Map<String, String> asMap() {
    Map<String, String> map = new TreeMap<>();
    if (cpu != null) {
      map.put("cpu", cpu.text());
    }
    if (memory != null) {
      map.put("memory", memory.text());
    }
    return Collections.unmodifiableMap(map);
  }
}
