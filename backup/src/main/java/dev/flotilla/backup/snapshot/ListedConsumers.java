// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The consumers of a stream, as its servers list them; an archive of a server before 2.15 can lack
 * some.
 *
 * @param infos what {@code CONSUMER.LIST} has of each, by name
 * @param silent names of those of which no server reports anything
 */
public record ListedConsumers(Map<String, JsonNode> infos, List<String> silent) {
  public ListedConsumers {
    infos = Map.copyOf(infos);
    silent = silent.stream().sorted().distinct().toList();
  }

  /** Asks for all pages. */
  public static ListedConsumers of(JetStreamApi api, String stream)
      throws IOException, InterruptedException {
    Map<String, JsonNode> infos = new TreeMap<>();
    List<String> silent = new ArrayList<>();
    long offset = 0;
    while (true) {
      JsonNode page =
          api.ask("CONSUMER.LIST." + stream, JetStreamApi.object().put("offset", offset));
      JsonNode listed = page.path("consumers");
      listed.forEach(info -> infos.put(info.path("name").asText(), info));
      page.path("missing").forEach(name -> silent.add(name.asText()));
      page.path("offline").fieldNames().forEachRemaining(silent::add);
      offset += page.path("limit").asLong();
      if (listed.isEmpty() || offset >= page.path("total").asLong()) {
        return new ListedConsumers(infos, silent);
      }
    }
  }
}
