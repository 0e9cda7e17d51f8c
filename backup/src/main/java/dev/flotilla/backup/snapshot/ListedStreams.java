// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The streams of an account.
 *
 * @param infos what {@code STREAM.LIST} has of each
 * @param silent those of which no server reports anything, with the reason if one gives it
 */
public record ListedStreams(List<JsonNode> infos, Map<String, String> silent) {
  public ListedStreams {
    infos = List.copyOf(infos);
    silent = Map.copyOf(silent);
  }

  /** Asks for all pages. */
  public static ListedStreams of(JetStreamApi api) throws IOException, InterruptedException {
    List<JsonNode> infos = new ArrayList<>();
    Map<String, String> silent = new TreeMap<>();
    long offset = 0;
    while (true) {
      JsonNode page = api.ask("STREAM.LIST", JetStreamApi.object().put("offset", offset));
      JsonNode listed = page.path("streams");
      listed.forEach(infos::add);
      page.path("missing").forEach(name -> silent.putIfAbsent(name.asText(), ""));
      page.path("offline")
          .properties()
          .forEach(each -> silent.put(each.getKey(), each.getValue().asText()));
      offset += page.path("limit").asLong();
      if (listed.isEmpty() || offset >= page.path("total").asLong()) {
        return new ListedStreams(infos, silent);
      }
    }
  }
}
