// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** Puts the lines of {@code text/event-stream} together; see the HTML standard, section 9.2.6. */
final class EventStream {
  private final Consumer<JsonNode> each;
  private final Runnable comment;
  private final StringBuilder data = new StringBuilder();

  /**
   * Passes events on as they arrive.
   *
   * @param comment called for each comment, which is only a keep-alive
   */
  EventStream(Consumer<JsonNode> each, Runnable comment) {
    this.each = each;
    this.comment = comment;
  }

  void line(String line) {
    if (line.startsWith("data:")) {
      data.append(line.substring("data:".length()).strip()).append('\n');
    } else if (line.isEmpty() && !data.isEmpty()) {
      JsonNode document = Problems.document(data.toString());
      data.setLength(0);
      each.accept(document);
    } else if (line.startsWith(":")) {
      comment.run();
    }
  }
}
