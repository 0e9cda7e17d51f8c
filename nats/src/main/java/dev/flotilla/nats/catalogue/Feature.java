// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Objects;

/**
 * A feature of streams or consumers since a line. An asset that uses it goes offline on servers of
 * an older line (nats-server, {@code jetstream_versioning.go}).
 *
 * @param name stable
 * @param asset what has it
 * @param fields of the asset's configuration in the JetStream API, or {@code field=value}; one of
 *     them is enough to use it
 * @param apiLevel that servers must have
 */
public record Feature(String name, Asset asset, List<String> fields, int apiLevel) {
  public Feature {
    Objects.requireNonNull(name, "a feature has no name");
    Objects.requireNonNull(asset, "a feature has no asset");
    fields = List.copyOf(Objects.requireNonNullElse(fields, List.of()));
  }

  /** What has a feature. */
  public enum Asset {
    /** A stream. */
    STREAM("stream"),
    /** A consumer. */
    CONSUMER("consumer");

    private final String text;

    Asset(String text) {
      this.text = text;
    }

    /** The stable word for it. */
    @JsonValue
    public String text() {
      return text;
    }
  }
}
