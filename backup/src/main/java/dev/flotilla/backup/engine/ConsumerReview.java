// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.backup.archive.ArchiveSurvey;
import dev.flotilla.backup.manifest.SavedConsumer;
import dev.flotilla.backup.snapshot.ListedConsumers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The consumers of a stream against those of its archive: a cluster before 2.15 archives only those
 * whose state lies on the stream's leader. The others are saved in the manifest, and a restore
 * makes them again, from their acknowledgement floor.
 *
 * @param saved all that there were from beginning to end
 * @param notes sentences for a person
 */
record ConsumerReview(List<SavedConsumer> saved, List<String> notes) {
  ConsumerReview {
    saved = List.copyOf(saved);
    notes = List.copyOf(notes);
  }

  /**
   * Those of an archive.
   *
   * @param last sequence with which the archive ends
   */
  static ConsumerReview of(
      ListedConsumers before, ListedConsumers after, ArchiveSurvey archive, long last) {
    Set<String> archived = new HashSet<>(archive.consumers());
    List<SavedConsumer> saved = new ArrayList<>();
    Map<String, JsonNode> lasting = new TreeMap<>(after.infos());
    lasting
        .keySet()
        .removeIf(name -> !before.infos().containsKey(name) && !archived.contains(name));
    lasting.forEach(
        (name, info) ->
            saved.add(
                new SavedConsumer(
                    name,
                    info.path("config"),
                    state(before.infos().getOrDefault(name, info), last),
                    archived.contains(name))));
    return new ConsumerReview(saved, notes(after.silent()));
  }

  /** About consumers of which no server reports anything. */
  static List<String> notes(List<String> silent) {
    return silent.stream()
        .map(name -> "No server reports consumer " + name + ", so it is not saved.")
        .toList();
  }

  /**
   * Where it stands, as an archive of records of a cluster has it: at its acknowledgement floor
   * while acknowledgements are pending, and never beyond the last message that is saved.
   */
  static ObjectNode state(JsonNode info, long last) {
    JsonNode floor = info.path("ack_floor");
    boolean pending = info.path("num_ack_pending").asLong() > 0;
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.set("delivered", position(pending ? floor : info.path("delivered"), last));
    state.set("ack_floor", position(floor, last));
    return state;
  }

  private static ObjectNode position(JsonNode position, long last) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("consumer_seq", position.path("consumer_seq").asLong())
        .put("stream_seq", Math.min(last, position.path("stream_seq").asLong()));
  }
}
