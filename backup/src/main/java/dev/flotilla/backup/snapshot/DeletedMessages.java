// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.backup.archive.SequenceSet;
import java.io.IOException;

/**
 * What a stream does not hold any more: all before its first message, and these. The server sends
 * the whole list in one message, eight bytes and more for each: a stream with millions of deleted
 * messages between others costs tens of megabytes.
 *
 * @param first sequence of the first message, or the one after the last if there is none
 * @param last sequence of the last message that was ever stored
 * @param between sequences in between that are deleted
 * @param complete whether the list has as many as the server counts
 */
public record DeletedMessages(long first, long last, SequenceSet between, boolean complete) {
  /** Asks for them. */
  public static DeletedMessages of(JetStreamApi api, String stream)
      throws IOException, InterruptedException {
    JsonNode state =
        api.ask("STREAM.INFO." + stream, JetStreamApi.object().put("deleted_details", true))
            .path("state");
    SequenceSet between = new SequenceSet();
    state.path("deleted").forEach(sequence -> between.add(sequence.asLong()));
    return new DeletedMessages(
        state.path("first_seq").asLong(),
        state.path("last_seq").asLong(),
        between,
        between.size() == state.path("num_deleted").asLong());
  }

  /** Whether the stream held it once and does not now. */
  public boolean contains(long sequence) {
    return sequence < first || between.contains(sequence);
  }
}
