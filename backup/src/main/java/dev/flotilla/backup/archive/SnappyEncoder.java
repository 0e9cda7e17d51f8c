// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Encodes blocks of at most 64 KiB in the Snappy format: literals, and copies of four bytes or more
 * that were seen before. It looks at one earlier place for each four bytes, and at ever fewer of
 * them where nothing repeats.
 */
final class SnappyEncoder {
  /** The most that one block holds, so that every offset takes two bytes. */
  static final int LONGEST = 64 * 1024;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int TABLE_BITS = 14;
  private static final int SHORTEST_COPY = 4;
  private static final int LONGEST_COPY = 64;
  // The header, and a literal's own: room that a copy may need before the limit is looked at.
  private static final int MARGIN = 16;

  private final int[] table = new int[1 << TABLE_BITS];
  private byte[] target = {};
  private int to;

  /** Encodes; the length of the result, or zero where it would not be shorter. */
  int encode(byte[] source, int length, byte[] into) {
    target = into;
    to = 0;
    Arrays.fill(table, -1);
    for (int rest = length; ; rest >>>= 7) {
      target[to++] = (byte) (rest < 0x80 ? rest : (rest & 0x7f) | 0x80);
      if (rest < 0x80) {
        break;
      }
    }
    return blocks(source, length) ? to : 0;
  }

  private boolean blocks(byte[] source, int length) {
    int literal = 0;
    int misses = 0;
    for (int at = 0; at <= length - SHORTEST_COPY; ) {
      int four = (int) INTS.get(source, at);
      int slot = (four * 0x1e35a7bd) >>> (32 - TABLE_BITS);
      int earlier = table[slot];
      table[slot] = at;
      if (earlier < 0 || (int) INTS.get(source, earlier) != four) {
        at += 1 + (misses++ >>> 5);
        continue;
      }
      misses = 0;
      int end = matchEnd(source, earlier + SHORTEST_COPY, at + SHORTEST_COPY, length);
      if (!literal(source, literal, at, length) || !copies(at - earlier, end - at, length)) {
        return false;
      }
      at = end;
      literal = end;
    }
    return literal(source, literal, length, length) && to < length;
  }

  private static int matchEnd(byte[] source, int earlier, int at, int length) {
    int from = earlier;
    int end = at;
    while (end < length && source[from] == source[end]) {
      from++;
      end++;
    }
    return end;
  }

  private boolean literal(byte[] source, int start, int end, int limit) {
    int size = end - start;
    if (size == 0) {
      return true;
    }
    if (to + size + MARGIN > limit) {
      return false;
    }
    int field = size - 1;
    if (field < 60) {
      target[to++] = (byte) (field << 2);
    } else if (field < 1 << 8) {
      target[to++] = (byte) (60 << 2);
      target[to++] = (byte) field;
    } else {
      target[to++] = (byte) (61 << 2);
      target[to++] = (byte) field;
      target[to++] = (byte) (field >>> 8);
    }
    System.arraycopy(source, start, target, to, size);
    to += size;
    return true;
  }

  private boolean copies(int offset, int length, int limit) {
    for (int rest = length; rest > 0; ) {
      if (to + MARGIN > limit) {
        return false;
      }
      int size = Math.min(rest, LONGEST_COPY);
      target[to++] = (byte) (((size - 1) << 2) | 2);
      target[to++] = (byte) offset;
      target[to++] = (byte) (offset >>> 8);
      rest -= size;
    }
    return true;
  }
}
