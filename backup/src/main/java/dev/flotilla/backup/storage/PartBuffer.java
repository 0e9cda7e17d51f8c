// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.util.Arrays;

/** Bytes of a part. It grows up to its limit, so that many small objects cost little. */
final class PartBuffer {
  private static final int FIRST = 256 * 1024;

  private final int limit;
  private byte[] bytes;
  private int length;

  PartBuffer(int limit) {
    this.limit = limit;
    this.bytes = new byte[Math.min(FIRST, limit)];
  }

  /** Takes as many as there is room for, and returns how many. */
  int put(byte[] from, int offset, int count) {
    int taken = Math.min(count, limit - length);
    if (length + taken > bytes.length) {
      bytes =
          Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(2L * bytes.length, length + taken)));
    }
    System.arraycopy(from, offset, bytes, length, taken);
    length += taken;
    return taken;
  }

  boolean isFull() {
    return length == limit;
  }

  int length() {
    return length;
  }

  /** The bytes up to {@link #length}; not a copy. */
  byte[] bytes() {
    return bytes;
  }

  void clear() {
    length = 0;
  }
}
