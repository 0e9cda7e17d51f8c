// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code index.db} of a stream: which messages are left in which file. It alone knows what a
 * limit evicted; only what a client deleted has a tombstone among the messages (nats-server,
 * filestore.go, writeFullState, removeMsgFromBlock).
 *
 * @param state what the stream holds
 * @param blocks by number, those that hold messages
 * @param deleted sequences deleted within the blocks
 * @param lastBlock number of the file that was written to last
 * @param checksum last eight bytes of that file
 */
record StreamIndex(
    State state, Map<Long, Block> blocks, SequenceSet deleted, long lastBlock, long checksum) {
  private static final int MAGIC = 11;
  private static final int NEWEST = 4;
  private static final int SET_MAGIC = 22;
  private static final int SET_VERSION = 2;
  private static final int SET_WORDS = 32;

  /** Totals and ends; times in nanoseconds. */
  record State(
      long messages,
      long bytes,
      long firstSequence,
      long firstTime,
      long lastSequence,
      long lastTime) {}

  /** The sequences that count in one file. */
  record Block(long first, long last) {}

  boolean holds(@Nullable Block block, long sequence) {
    return block != null
        && sequence >= block.first
        && sequence <= block.last
        && !deleted.contains(sequence);
  }

  /** Reads it; empty where a server could not use it either and looks at the messages instead. */
  static Optional<StreamIndex> read(InputStream in) throws IOException {
    int magic = in.read();
    int version = in.read();
    if (magic != MAGIC || version < 1 || version > NEWEST) {
      return Optional.empty();
    }
    try {
      return read(in, version);
    } catch (EOFException cut) {
      return Optional.empty();
    }
  }

  private static Optional<StreamIndex> read(InputStream in, int version) throws IOException {
    State state =
        new State(
            Varint.unsigned(in),
            Varint.unsigned(in),
            Varint.unsigned(in),
            Varint.signed(in),
            Varint.unsigned(in),
            Varint.signed(in));
    skipSubjects(in, version);
    Map<Long, Block> blocks = new HashMap<>();
    SequenceSet deleted = new SequenceSet();
    long count = Varint.unsigned(in);
    for (long index = 0; index < count; index++) {
      if (!readBlock(in, version, blocks, deleted)) {
        return Optional.empty();
      }
    }
    long last = Varint.unsigned(in);
    return Optional.of(new StreamIndex(state, blocks, deleted, last, fixed(in)));
  }

  private static void skipSubjects(InputStream in, int version) throws IOException {
    long subjects = Varint.unsigned(in);
    for (long index = 0; index < subjects; index++) {
      long length = Varint.unsigned(in);
      if (length > 0) {
        in.skipNBytes(length);
        long total = Varint.unsigned(in);
        Varint.unsigned(in);
        if (total > 1 || version >= 4) {
          Varint.unsigned(in);
        }
      }
    }
  }

  private static boolean readBlock(
      InputStream in, int version, Map<Long, Block> blocks, SequenceSet deleted)
      throws IOException {
    final long number = Varint.unsigned(in);
    Varint.unsigned(in);
    long first = Varint.unsigned(in);
    Varint.signed(in);
    long last = Varint.unsigned(in);
    Varint.signed(in);
    long missing = Varint.unsigned(in);
    for (int added = 2; added <= Math.min(version, 3); added++) {
      Varint.unsigned(in);
    }
    if (missing > 0 && !readDeleted(in, deleted)) {
      return false;
    }
    if (last - first + 1 > missing) {
      blocks.put(number, new Block(first, last));
    }
    return true;
  }

  /** A set of sequences as pages of bits (nats-server, avl/seqset.go, Encode). */
  private static boolean readDeleted(InputStream in, SequenceSet deleted) throws IOException {
    if (in.read() != SET_MAGIC || in.read() != SET_VERSION) {
      return false;
    }
    ByteBuffer counts = bytes(in, 8);
    int pages = counts.getInt();
    for (int page = 0; page < pages; page++) {
      ByteBuffer content = bytes(in, 8 + SET_WORDS * 8 + 2);
      long base = content.getLong();
      for (int word = 0; word < SET_WORDS; word++) {
        long bits = content.getLong();
        for (; bits != 0; bits &= bits - 1) {
          deleted.add(base + word * 64L + Long.numberOfTrailingZeros(bits));
        }
      }
    }
    return true;
  }

  private static long fixed(InputStream in) throws IOException {
    return bytes(in, 8).getLong();
  }

  private static ByteBuffer bytes(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
