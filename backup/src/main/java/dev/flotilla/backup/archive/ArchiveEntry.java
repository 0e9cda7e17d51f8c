// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One entry of an archive. Readers give one {@link State}, a {@link Config} where the archive holds
 * it, the consumers, the messages by sequence, and one {@link End}, whatever the order in the
 * archive.
 */
public sealed interface ArchiveEntry {
  /**
   * The stream's state when the archive was begun, with the field names of the JetStream API. An
   * archive of records may hold fewer messages: deletes are not held back meanwhile.
   *
   * @param json {@code messages} is missing for a tar that is not exact
   */
  record State(JsonNode json) implements ArchiveEntry {}

  /**
   * The stream's configuration, which only a tar holds.
   *
   * @param json with {@code created}
   */
  record Config(JsonNode json) implements ArchiveEntry {}

  /**
   * A consumer.
   *
   * @param config as the JetStream API has it
   * @param state {@code delivered}, {@code ack_floor}, {@code pending} and {@code redelivered}, as
   *     an archive of records has it
   */
  record Consumer(String name, JsonNode config, JsonNode state) implements ArchiveEntry {}

  /**
   * A message.
   *
   * @param time nanoseconds since 1970
   * @param headers as stored, from {@code NATS/1.0} to the empty line; empty for none
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by their hashes.
  record Message(long sequence, long time, String subject, byte[] headers, byte[] payload)
      implements ArchiveEntry {}

  /**
   * The archive was read to its end mark.
   *
   * @param exact false for a tar whose messages went on changing while it was made: a server
   *     restores it by looking at the messages alone, and those that a limit had evicted return
   *     until the limit is applied again
   */
  record End(boolean exact) implements ArchiveEntry {}
}
