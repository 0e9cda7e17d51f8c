// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The {@code o.dat} of a consumer, in version 2 that all servers since 2.2 write: ack floor and
 * delivered, then what is pending and what was redelivered, relative to the floor (nats-server,
 * store.go, encodeConsumerState). A file without content is of a consumer that did nothing yet.
 */
final class ConsumerFile {
  private static final int MAGIC = 22;
  private static final int VERSION = 2;
  private static final long NANOS = 1_000_000_000L;

  private ConsumerFile() {}

  /** The state as an archive of records has it. */
  static ObjectNode read(TarFiles file) throws IOException {
    InputStream in = new ByteArrayInputStream(file.content());
    try {
      if (file.size() > 0 && (in.read() != MAGIC || in.read() != VERSION)) {
        throw file.damage("it is no state of a consumer that is known");
      }
      return file.size() > 0 ? read(in) : state(0, 0, 0, 0);
    } catch (EOFException cut) {
      throw file.damage("the state of the consumer is cut");
    }
  }

  private static ObjectNode read(InputStream in) throws IOException {
    long floorConsumer = Varint.unsigned(in);
    long floorStream = Varint.unsigned(in);
    ObjectNode state = state(floorConsumer, floorStream, Varint.unsigned(in), Varint.unsigned(in));
    long pending = Varint.unsigned(in);
    if (pending > 0) {
      ObjectNode all = state.putObject("pending");
      long latest = Varint.signed(in);
      for (long index = 0; index < pending; index++) {
        long sequence = Varint.unsigned(in) + floorStream;
        all.putObject(Long.toString(sequence))
            .put("Sequence", Varint.unsigned(in) + floorConsumer)
            .put("Timestamp", (latest - Varint.signed(in)) * NANOS);
      }
    }
    long redelivered = Varint.unsigned(in);
    if (redelivered > 0) {
      ObjectNode all = state.putObject("redelivered");
      for (long index = 0; index < redelivered; index++) {
        all.put(Long.toString(Varint.unsigned(in) + floorStream), Varint.unsigned(in));
      }
    }
    return state;
  }

  private static ObjectNode state(
      long floorConsumer, long floorStream, long consumer, long stream) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.putObject("delivered").put("consumer_seq", consumer).put("stream_seq", stream);
    state.putObject("ack_floor").put("consumer_seq", floorConsumer).put("stream_seq", floorStream);
    return state;
  }
}
