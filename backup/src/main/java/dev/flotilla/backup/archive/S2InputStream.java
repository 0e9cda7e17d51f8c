// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * Decompresses a stream in the framing format of Snappy and S2: chunks of one byte of kind and
 * three of length, data with a masked CRC32C. Anything else is a {@link DamagedArchive} at the byte
 * of the compressed stream. Holds one chunk, of at most 16 MiB compressed and 4 MiB decompressed.
 */
public final class S2InputStream extends InputStream {
  private static final int IDENTIFIER = 0xff;
  private static final int COMPRESSED = 0x00;
  private static final int UNCOMPRESSED = 0x01;
  private static final int FIRST_SKIPPABLE = 0x80;
  private static final int HEADER = 4;
  private static final int CHECKSUM = 4;
  private static final byte[] S2 = {'S', '2', 's', 'T', 'w', 'O'};
  private static final byte[] SNAPPY = {'s', 'N', 'a', 'P', 'p', 'Y'};

  private final InputStream in;
  private final Skippable skippable;
  private final byte[] header = new byte[HEADER];
  private final CRC32C crc = new CRC32C();
  private byte[] chunk = new byte[64 * 1024];
  private byte[] block = {};
  private int position;
  private int limit;
  private long offset;
  private boolean identified;

  /** What becomes of chunks that a reader may skip: padding, and kinds of its user's own. */
  public enum Skippable {
    SKIPPED,

    /**
     * Damage. Servers write none, and one flipped bit makes a chunk of data one that is skipped, so
     * that its loss would stay unseen.
     */
    REFUSED
  }

  /** Closes that stream when it is closed. */
  public S2InputStream(InputStream in, Skippable skippable) {
    this.in = in;
    this.skippable = skippable;
  }

  /** How much of the compressed stream has been read. */
  public long offset() {
    return offset;
  }

  @Override
  public int read() throws IOException {
    return position < limit || fill() ? block[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int start, int length) throws IOException {
    Objects.checkFromIndexSize(start, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (position == limit && !fill()) {
      return -1;
    }
    int size = Math.min(length, limit - position);
    System.arraycopy(block, position, into, start, size);
    position += size;
    return size;
  }

  @Override
  public int available() {
    return limit - position;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Decodes the next chunk with data; false at the end of the stream. */
  private boolean fill() throws IOException {
    position = 0;
    limit = 0;
    while (limit == 0) {
      long start = offset;
      int got = in.readNBytes(header, 0, HEADER);
      if (got == 0) {
        return false;
      }
      offset += got;
      if (got < HEADER) {
        throw DamagedArchive.atByte(start, "it ends within the header of a chunk");
      }
      read(start, header[0] & 0xff, length());
    }
    return true;
  }

  private int length() {
    return (header[1] & 0xff) | ((header[2] & 0xff) << 8) | ((header[3] & 0xff) << 16);
  }

  private void read(long start, int kind, int length) throws IOException {
    if (!identified && kind != IDENTIFIER) {
      throw DamagedArchive.atByte(start, "it is not compressed as servers compress");
    }
    content(start, length);
    switch (kind) {
      case IDENTIFIER -> identify(start, length);
      case COMPRESSED -> decompress(start, length);
      case UNCOMPRESSED -> copy(start, length);
      default -> skip(start, kind);
    }
  }

  private void content(long start, int length) throws IOException {
    if (chunk.length < length) {
      chunk = new byte[length];
    }
    int got = in.readNBytes(chunk, 0, length);
    offset += got;
    if (got < length) {
      throw DamagedArchive.atByte(
          start, "it ends after " + got + " of the " + length + " bytes of a chunk");
    }
  }

  private void identify(long start, int length) throws DamagedArchive {
    identified = true;
    if (!is(S2, length) && !is(SNAPPY, length)) {
      throw DamagedArchive.atByte(start, "it is neither an S2 nor a Snappy stream");
    }
  }

  private boolean is(byte[] identifier, int length) {
    return Arrays.equals(identifier, 0, identifier.length, chunk, 0, length);
  }

  private void decompress(long start, int length) throws DamagedArchive {
    requireChecksum(start, length);
    try {
      S2Block.Decoded decoded = S2Block.decode(chunk, CHECKSUM, length, block);
      block = decoded.bytes();
      limit = decoded.length();
    } catch (S2Block.Malformed malformed) {
      throw DamagedArchive.atByte(start, String.valueOf(malformed.getMessage()));
    }
    check(start);
  }

  private void copy(long start, int length) throws DamagedArchive {
    requireChecksum(start, length);
    int size = length - CHECKSUM;
    if (size > S2Block.LONGEST) {
      throw DamagedArchive.atByte(start, "a chunk of " + size + " bytes is too long");
    }
    block = block.length >= size ? block : new byte[size];
    System.arraycopy(chunk, CHECKSUM, block, 0, size);
    limit = size;
    check(start);
  }

  private static void requireChecksum(long start, int length) throws DamagedArchive {
    if (length < CHECKSUM) {
      throw DamagedArchive.atByte(start, "a chunk too short for its checksum");
    }
  }

  private void check(long start) throws DamagedArchive {
    int expected =
        (chunk[0] & 0xff)
            | ((chunk[1] & 0xff) << 8)
            | ((chunk[2] & 0xff) << 16)
            | ((chunk[3] & 0xff) << 24);
    if (masked(crc, block, limit) != expected) {
      limit = 0;
      throw DamagedArchive.atByte(start, "the checksum of a chunk differs");
    }
  }

  /** The checksum of the framing format: rotated and shifted, so that no data is its own. */
  static int masked(CRC32C crc, byte[] bytes, int length) {
    crc.reset();
    crc.update(bytes, 0, length);
    int value = (int) crc.getValue();
    return Integer.rotateRight(value, 15) + 0xa282ead8;
  }

  private void skip(long start, int kind) throws IOException {
    if (kind < FIRST_SKIPPABLE) {
      throw new DamagedArchive("byte " + start, "a chunk of the unknown kind " + kind);
    }
    if (skippable == Skippable.REFUSED) {
      throw new DamagedArchive(
          "byte " + start, "a chunk of kind " + kind + ", which no server writes");
    }
  }

  /** Reads exactly so many bytes. */
  byte[] exactly(int length) throws IOException {
    byte[] bytes = new byte[length];
    if (readNBytes(bytes, 0, length) < length) {
      throw new EOFException();
    }
    return bytes;
  }
}
