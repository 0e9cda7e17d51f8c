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
 * Limits of one server for its clients. Null keeps the server's default.
 *
 * @param maxConnections clients at once; the server's default is 65,536
 * @param maxPayload bytes of one message, at most 64 MiB; the server's default is 1 MiB
 * @param maxPending pending bytes of a slow consumer before it is disconnected; the server's
 *     default is 64 MiB
 * @param maxSubscriptions subscriptions of one connection; the server's default is no limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record ServerLimits(
    @JsonPropertyDescription("Maximum connections of each server; default 65536")
        @Nullable Integer maxConnections,
    @JsonPropertyDescription("Maximum message size, at most 64Mi; default 1Mi")
        @SchemaFrom(type = IntOrString.class)
        @Nullable Quantity maxPayload,
    @JsonPropertyDescription(
            "Maximum pending bytes of a slow consumer before it is disconnected; default 64Mi")
        @SchemaFrom(type = IntOrString.class)
        @Nullable Quantity maxPending,
    @JsonPropertyDescription("Maximum subscriptions of one connection; default unlimited")
        @Nullable Integer maxSubscriptions) {
  private static final Quantity LARGEST_PAYLOAD = Quantity.of("64Mi");
  private static final Quantity DEFAULT_PAYLOAD = Quantity.of("1Mi");

  public static ServerLimits read(Section section) {
    ServerLimits limits =
        new ServerLimits(
            section.count("maxConnections").orElse(null),
            section.quantity("maxPayload").orElse(null),
            section.quantity("maxPending").orElse(null),
            section.count("maxSubscriptions").orElse(null));
    section.refuseUnknown();
    limits.judge(section);
    return limits;
  }

  /** Rules that nats-server enforces at startup (server/opts.go, processOptions). */
  private void judge(Section section) {
    Quantity payload = maxPayload == null ? DEFAULT_PAYLOAD : maxPayload;
    if (payload.above(LARGEST_PAYLOAD)) {
      section.bad("maxPayload", payload + " exceeds 64Mi, the maximum of nats-server.");
    }
    if (maxPending != null && payload.above(maxPending)) {
      section.bad("maxPending", maxPending + " is less than one message of " + payload + ".");
    }
  }
}
