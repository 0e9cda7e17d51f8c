// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.flotilla.nats.chart.Note.Verdict;
import java.util.List;
import java.util.Optional;

/** Whether nats-box is deployed, and the images of add-ons. */
final class AddonValues {
  private static final String BOX = "natsBox.enabled";
  private static final List<String> PARTS = List.of("registry", "repository", "tag", "digest");

  private final ChartValues values;

  AddonValues(ChartValues values) {
    this.values = values;
  }

  void decide(Draft draft) {
    box(draft);
    if (values.effective("promExporter.enabled").asBoolean()) {
      image(draft, "promExporter.image.", "exporter");
    }
    if (values.given(BOX).filter(JsonNode::asBoolean).isPresent()) {
      image(draft, "natsBox.container.image.", "natsBox");
    }
  }

  /**
   * The chart's nats-box has no credentials, so it is only converted if it is enabled explicitly.
   */
  private void box(Draft draft) {
    Optional<JsonNode> given = values.given(BOX);
    if (given.isEmpty()) {
      draft.note(
          new Note(
              BOX,
              Verdict.CHANGED,
              "The chart installs nats-box by default; a NatsCluster only if it is enabled.",
              "Set spec.natsBox.enabled to true to have one."));
    } else if (given.get().equals(BooleanNode.TRUE)) {
      draft.set(BOX, List.of("natsBox", "enabled"), BooleanNode.TRUE);
      draft.note(
          new Note(
              BOX,
              Verdict.CHANGED,
              "This nats-box has credentials for the accounts APP and SYS.",
              "Check who may exec into its pod: they can administer the servers."));
    } else if (given.get().equals(BooleanNode.FALSE)) {
      draft.note(Note.plain(BOX, Verdict.KEPT));
    }
  }

  private void image(Draft draft, String keys, String field) {
    String full = keys + "fullImageName";
    List<String> given =
        (text(full).isPresent() ? List.of(full) : PARTS.stream().map(keys::concat).toList())
            .stream().filter(key -> text(key).isPresent()).toList();
    Optional<String> registry = text(keys + "registry").or(() -> text("global.image.registry"));
    if (given.isEmpty() && registry.isEmpty()) {
      return;
    }
    String key = given.isEmpty() ? "global.image.registry" : given.getFirst();
    String image = text(full).orElseGet(() -> composed(keys, registry));
    draft.set(key, List.of(field, "image"), TextNode.valueOf(image));
    given.forEach(part -> draft.note(Note.plain(part, Verdict.KEPT)));
  }

  private String composed(String keys, Optional<String> registry) {
    return registry.map(host -> host + "/").orElse("")
        + values.effective(keys + "repository").asText()
        + ":"
        + values.effective(keys + "tag").asText()
        + text(keys + "digest").map(digest -> "@" + digest).orElse("");
  }

  /** A value that differs from the chart's own. */
  private Optional<String> text(String key) {
    return values
        .given(key)
        .filter(value -> !value.equals(ChartKeys.bundled().standard(key)))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .filter(text -> !text.isBlank());
  }
}
