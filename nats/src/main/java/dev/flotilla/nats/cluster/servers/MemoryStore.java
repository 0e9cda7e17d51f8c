// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.servers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Quantity;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/**
 * What one server may use for streams in memory.
 *
 * @param size bytes; null means none: streams in memory are rejected
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record MemoryStore(
    @JsonPropertyDescription("Memory storage of each server; default none")
        @SchemaFrom(type = IntOrString.class)
        @Nullable Quantity size) {
  public static MemoryStore read(Section section) {
    MemoryStore store = new MemoryStore(section.quantity("size").orElse(null));
    section.refuseUnknown();
    return store;
  }

  /** Bytes that streams in memory may take; 0 for none. */
  public long bytes() {
    return size == null ? 0 : size.rounded();
  }
}
