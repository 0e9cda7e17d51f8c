// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Numbers of seven bits a byte, the lowest first, as Go's {@code encoding/binary} has them. */
final class Varint {
  private static final int LONGEST = 10;

  private Varint() {}

  /**
   * Reads one.
   *
   * @throws EOFException when the stream ends before or within it
   */
  static long unsigned(InputStream in) throws IOException {
    long value = 0;
    for (int index = 0; index < LONGEST; index++) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      value |= (next & 0x7fL) << (7 * index);
      if (next < 0x80) {
        return value;
      }
    }
    throw new DamagedArchive("a number", "it has no end");
  }

  /** Reads one whose lowest bit is its sign. */
  static long signed(InputStream in) throws IOException {
    long folded = unsigned(in);
    return (folded >>> 1) ^ -(folded & 1);
  }

  static void writeUnsigned(OutputStream out, long value) throws IOException {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write(((int) (rest & 0x7f)) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  static void writeSigned(OutputStream out, long value) throws IOException {
    writeUnsigned(out, (value << 1) ^ (value >> 63));
  }
}
