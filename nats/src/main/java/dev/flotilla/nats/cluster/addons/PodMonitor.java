// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.addons;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.document.Tags;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A PodMonitor of the Prometheus operator.
 *
 * @param enabled whether there is one; its definition must exist
 * @param labels by which a Prometheus selects it
 * @param interval between two readings, such as {@code 30s}; null leaves it to Prometheus
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record PodMonitor(
    @JsonPropertyDescription("Whether to create a PodMonitor; default false") boolean enabled,
    @JsonPropertyDescription("Labels by which a Prometheus selects it") Map<String, String> labels,
    @JsonPropertyDescription("Scrape interval, such as 30s; default of Prometheus")
        @Nullable String interval) {
  private static final Pattern INTERVAL = Pattern.compile("[1-9]\\d{0,5}(?:ms|s|m|h)");

  public PodMonitor {
    labels = Tags.sorted(labels);
  }

  public static PodMonitor read(Section section) {
    PodMonitor monitor =
        new PodMonitor(
            section.flag("enabled").orElse(false),
            Tags.ownedByPeople(section, "labels", Tags.labels(section, "labels")),
            section.matching("interval", INTERVAL, "a time such as 30s or 1m").orElse(null));
    section.refuseUnknown();
    return monitor;
  }

  /** Reads the PodMonitor of an add-on that has metrics only if it is enabled. */
  static PodMonitor of(Section part, boolean partEnabled) {
    PodMonitor monitor = read(part.section("podMonitor"));
    if (monitor.enabled() && !partEnabled) {
      part.report(
          FindingCode.MONITOR_WITHOUT_METRICS,
          part.field("podMonitor.enabled"),
          "A PodMonitor has nothing to scrape if " + part.field("enabled") + " is false.",
          "Enable both or neither.");
    }
    return monitor;
  }
}
