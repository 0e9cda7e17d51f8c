// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.EOFException;
import java.io.IOException;
import java.util.NoSuchElementException;

/**
 * Reads an archive of records behind its magic bytes: each is a name, a time, a sequence and the
 * lengths of headers and payload, all as varints, then the bytes (nats-server, archive.go). First
 * the state, then as many consumers as it counts, then the messages, then a record of zeros.
 */
final class RecordReader implements EntryReader {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String STATE = "state.json";
  private static final String CONSUMERS = "consumers/";
  private static final int LONGEST_NAME = 1 << 20;
  private static final long LONGEST_CONTENT = 256L << 20;

  private final S2InputStream in;
  private Expected expected = Expected.STATE;
  private long consumers;
  private long earliest;
  private long lastAllowed;

  private enum Expected {
    STATE,
    CONSUMER,
    MESSAGE,
    NOTHING
  }

  private record Header(String name, long time, long sequence, int headers, int payload) {
    boolean isEnd() {
      return name.isEmpty() && time == 0 && sequence == 0 && headers == 0 && payload == 0;
    }
  }

  RecordReader(S2InputStream in) {
    this.in = in;
  }

  @Override
  public ArchiveEntry next() throws IOException {
    try {
      return switch (expected) {
        case STATE -> state(header());
        case CONSUMER -> consumer(header());
        case MESSAGE -> message(header());
        case NOTHING -> throw new NoSuchElementException("the archive was read to its end");
      };
    } catch (EOFException cut) {
      throw damage("it ends without its end mark");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private ArchiveEntry state(Header header) throws IOException {
    if (!header.name.equals(STATE)) {
      throw damage("the state of the stream does not come first");
    }
    JsonNode state = json(header);
    consumers = state.path("consumer_count").asLong();
    earliest = state.path("first_seq").asLong();
    lastAllowed = state.path("last_seq").asLong();
    expected = consumers > 0 ? Expected.CONSUMER : Expected.MESSAGE;
    return new ArchiveEntry.State(state);
  }

  private ArchiveEntry consumer(Header header) throws IOException {
    if (!header.name.startsWith(CONSUMERS) || header.sequence != 0) {
      throw damage("a consumer is missing: the state counts " + consumers + " more");
    }
    JsonNode both = json(header);
    if (--consumers == 0) {
      expected = Expected.MESSAGE;
    }
    return new ArchiveEntry.Consumer(
        header.name.substring(CONSUMERS.length()), both.path("config"), both.path("state"));
  }

  private ArchiveEntry message(Header header) throws IOException {
    if (header.isEnd()) {
      return end();
    }
    if (Long.compareUnsigned(header.sequence, earliest) < 0 || header.sequence == 0) {
      throw damage("message " + Long.toUnsignedString(header.sequence) + " is out of order");
    }
    if (Long.compareUnsigned(header.sequence, lastAllowed) > 0) {
      throw damage(
          "message " + Long.toUnsignedString(header.sequence) + " is beyond the last of the state");
    }
    earliest = header.sequence + 1;
    return new ArchiveEntry.Message(
        header.sequence,
        header.time,
        header.name,
        in.exactly(header.headers),
        in.exactly(header.payload));
  }

  private ArchiveEntry end() throws IOException {
    expected = Expected.NOTHING;
    if (in.read() >= 0) {
      throw damage("something follows the end mark");
    }
    return new ArchiveEntry.End(true);
  }

  private Header header() throws IOException {
    long nameLength = Varint.unsigned(in);
    long time = Varint.signed(in);
    long sequence = Varint.unsigned(in);
    long headers = Varint.unsigned(in);
    long payload = Varint.unsigned(in);
    if (nameLength < 0
        || nameLength > LONGEST_NAME
        || headers < 0
        || headers > LONGEST_CONTENT
        || payload < 0
        || payload > LONGEST_CONTENT) {
      throw damage("a record with impossible lengths");
    }
    String name = new String(in.exactly((int) nameLength), UTF_8);
    return new Header(name, time, sequence, (int) headers, (int) payload);
  }

  private JsonNode json(Header header) throws IOException {
    byte[] content = in.exactly(header.headers + header.payload);
    try {
      return JSON.readTree(content);
    } catch (JacksonException notJson) {
      throw damage(header.name + " is not JSON");
    }
  }

  private DamagedArchive damage(String problem) {
    return new DamagedArchive("the chunk that ends at byte " + in.offset(), problem);
  }
}
