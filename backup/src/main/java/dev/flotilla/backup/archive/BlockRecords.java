// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The records of one file of messages: length with a bit for headers, sequence with bits for what
 * is no message, time, length of the subject, subject, length of the headers where there are any,
 * headers, payload, checksum (nats-server, filestore.go, writeMsgRecord). The checksum is not
 * looked at: the compression has one.
 */
final class BlockRecords {
  private static final int HEADER = 22;
  private static final int CHECKSUM = 8;
  private static final int HEADERS_LENGTH = 4;
  private static final int HEADERS_BIT = 1 << 31;
  private static final long ERASED_BIT = 1L << 63;
  private static final long TOMBSTONE_BIT = 1L << 62;
  // nats-server, filestore.go, rlBadThresh
  private static final int LONGEST = 32 * 1024 * 1024;

  private final TarFiles file;
  private byte[] bytes = new byte[64 * 1024];
  private ByteBuffer buffer = view(bytes);
  private long offset;
  private int length;
  private boolean hasHeaders;

  BlockRecords(TarFiles file) {
    this.file = file;
  }

  /** Starts with the first record of the present file. */
  void start() {
    offset = 0;
    length = 0;
  }

  /** Goes on to the next record; false at the end of the file. */
  boolean next() throws IOException {
    offset += length;
    if (offset == file.size()) {
      return false;
    }
    if (file.size() - offset < HEADER) {
      throw damage("it ends within a record");
    }
    file.read(bytes, 0, HEADER);
    hasHeaders = (buffer.getInt(0) & HEADERS_BIT) != 0;
    length = buffer.getInt(0) & ~HEADERS_BIT;
    int least = HEADER + subject() + (hasHeaders ? HEADERS_LENGTH : 0) + CHECKSUM;
    if (length < least || length > LONGEST || length > file.size() - offset) {
      throw damage("a record of the impossible length " + length);
    }
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, length);
      buffer = view(bytes);
    }
    file.read(bytes, HEADER, length - HEADER);
    return true;
  }

  /** The sequence that it is about. */
  long sequence() {
    return buffer.getLong(4) & ~ERASED_BIT & ~TOMBSTONE_BIT;
  }

  /** Whether it says that another message was deleted. */
  boolean isTombstone() {
    return (buffer.getLong(4) & TOMBSTONE_BIT) != 0;
  }

  /** Whether it only holds the place of a message. */
  boolean isErased() {
    return (buffer.getLong(4) & ERASED_BIT) != 0 || sequence() == 0;
  }

  /** Bytes that the server counts for it. */
  int length() {
    return length;
  }

  /** The last eight bytes of the file so far; zero before the first record. */
  long checksum() {
    return length == 0 ? 0 : buffer.getLong(length - CHECKSUM);
  }

  ArchiveEntry.Message message() throws DamagedArchive {
    int from = HEADER + subject();
    int end = length - CHECKSUM;
    String subject = new String(bytes, HEADER, subject(), UTF_8);
    byte[] headers = {};
    if (hasHeaders) {
      int size = buffer.getInt(from);
      from += HEADERS_LENGTH;
      if (size < 0 || size > end - from) {
        throw damage("headers of the impossible length " + size);
      }
      headers = Arrays.copyOfRange(bytes, from, from + size);
      from += size;
    }
    byte[] payload = Arrays.copyOfRange(bytes, from, end);
    return new ArchiveEntry.Message(sequence(), buffer.getLong(12), subject, headers, payload);
  }

  private int subject() {
    return buffer.getShort(20) & 0xffff;
  }

  private static ByteBuffer view(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  DamagedArchive damage(String problem) {
    return new DamagedArchive(file.name() + ", byte " + offset, problem);
  }
}
