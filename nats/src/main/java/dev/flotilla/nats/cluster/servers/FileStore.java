// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.servers;

import static dev.flotilla.nats.document.FindingCode.STORE_ABOVE_VOLUME;
import static dev.flotilla.nats.document.FindingCode.VOLUME_TOO_SMALL;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Quantity;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The volume on which one server keeps its streams.
 *
 * @param size requested size of the volume in bytes
 * @param storageClassName storage class; null for the default class of the Kubernetes cluster
 * @param maxSize bytes that streams may fill; null for what the volume really holds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record FileStore(
    @JsonPropertyDescription("Size of the volume of each server; default 10Gi")
        @SchemaFrom(type = IntOrString.class)
        Quantity size,
    @JsonPropertyDescription("Storage class; default the one of the Kubernetes cluster")
        @Nullable String storageClassName,
    @JsonPropertyDescription("Limit of streams on the volume; default and maximum 95 % of its size")
        @SchemaFrom(type = IntOrString.class)
        @Nullable Quantity maxSize) {
  private static final Quantity DEFAULT = Quantity.of("10Gi");

  // A file system reserves part of its volume: with a limit above the rest, the disk is full before
  // the limit takes effect.
  private static final BigDecimal USABLE_SHARE = new BigDecimal("0.95");

  // A stream's block alone takes 8 MiB, and the meta group and its snapshots want room.
  private static final Quantity SMALLEST = Quantity.of("100Mi");

  public static FileStore read(Section section) {
    FileStore store =
        new FileStore(
            section.quantity("size").orElse(DEFAULT),
            section.objectName("storageClassName").orElse(null),
            section.quantity("maxSize").orElse(null));
    section.refuseUnknown();
    store.judge(section);
    return store;
  }

  /** Bytes that streams may fill. */
  public long usable() {
    return maxSize == null ? usableOf(size) : maxSize.rounded();
  }

  private void judge(Section section) {
    if (SMALLEST.above(size)) {
      section.report(
          VOLUME_TOO_SMALL,
          section.field("size"),
          "A volume of " + size + " is too small for streams.",
          "Set at least " + SMALLEST + ", or list VOLUME_TOO_SMALL in spec.waivers.");
    }
    if (maxSize != null && maxSize.rounded() > usableOf(size)) {
      section.report(
          STORE_ABOVE_VOLUME,
          section.field("maxSize"),
          maxSize
              + " does not fit on a volume of "
              + size
              + ": the disk would be full before the limit is reached.",
          "Set at most 95 % of the volume, or remove the field.");
    }
  }

  private static long usableOf(Quantity volume) {
    BigDecimal bytes = volume.amount().multiply(USABLE_SHARE).setScale(0, RoundingMode.FLOOR);
    return Math.max(1, bytes.longValueExact());
  }
}
