// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes an archive of records, which servers from 2.15 on restore. Closed before {@link #finish}
 * it is a damaged one: its end mark is missing.
 */
public final class RecordArchiveWriter implements Closeable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final byte[] NONE = {};

  private final S2OutputStream out;
  private final long last;
  private long earliest;

  /**
   * Begins it with the state of the stream and its consumers; closes the stream when it is closed.
   *
   * @param state with {@code first_seq} and {@code last_seq}, between which all messages are; the
   *     count of consumers is set
   */
  public RecordArchiveWriter(
      OutputStream out, ObjectNode state, List<ArchiveEntry.Consumer> consumers)
      throws IOException {
    this.out = new S2OutputStream(out);
    this.earliest = state.path("first_seq").asLong();
    this.last = state.path("last_seq").asLong();
    this.out.write(ArchiveFormat.MAGIC);
    ObjectNode counted = state.deepCopy().put("consumer_count", consumers.size());
    write("state.json", 0, 0, NONE, JSON.writeValueAsBytes(counted));
    for (ArchiveEntry.Consumer consumer : consumers) {
      ObjectNode both = JSON.createObjectNode();
      both.set("config", consumer.config());
      both.set("state", consumer.state());
      write("consumers/" + consumer.name(), 0, 0, NONE, JSON.writeValueAsBytes(both));
    }
  }

  /**
   * Adds a message.
   *
   * @throws IllegalArgumentException when its sequence is not after the one before, or outside of
   *     the state
   */
  public void write(ArchiveEntry.Message message) throws IOException {
    long sequence = message.sequence();
    if (sequence <= 0 || sequence < earliest || sequence > last) {
      throw new IllegalArgumentException(
          "message " + sequence + " is not within " + earliest + " to " + last);
    }
    earliest = sequence + 1;
    write(message.subject(), message.time(), sequence, message.headers(), message.payload());
  }

  /** Writes the end mark. */
  public void finish() throws IOException {
    write("", 0, 0, NONE, NONE);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void write(String name, long time, long sequence, byte[] headers, byte[] payload)
      throws IOException {
    byte[] bytes = name.getBytes(UTF_8);
    Varint.writeUnsigned(out, bytes.length);
    Varint.writeSigned(out, time);
    Varint.writeUnsigned(out, sequence);
    Varint.writeUnsigned(out, headers.length);
    Varint.writeUnsigned(out, payload.length);
    out.write(bytes);
    out.write(headers);
    out.write(payload);
  }
}
