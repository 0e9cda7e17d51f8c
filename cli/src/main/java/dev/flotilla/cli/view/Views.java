// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.output.Formats;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads the hub's documents into the part of them that tables show. */
public final class Views {
  private Views() {}

  /**
   * Reads one document.
   *
   * @throws Failure when it is not of that shape, so from another kind of server or version
   */
  public static <T> T read(JsonNode document, Class<T> type) {
    try {
      return Formats.json().treeToValue(document, type);
    } catch (JsonProcessingException e) {
      throw Failure.invalid(
          "Cannot parse the hub's response: " + e.getOriginalMessage(),
          "Compare the versions with 'flotilla doctor'.");
    }
  }

  /** Reads every item of a list. */
  public static <T> List<T> items(JsonNode list, Class<T> type) {
    return StreamSupport.stream(list.path("items").spliterator(), false)
        .map(item -> read(item, type))
        .toList();
  }
}
