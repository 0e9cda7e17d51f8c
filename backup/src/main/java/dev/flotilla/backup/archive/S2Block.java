// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import java.util.Arrays;

/**
 * Decodes one block of the S2 format: its length, then literals and copies of what was decoded
 * before. S2 adds one thing to Snappy: a copy with one offset byte whose offset is zero repeats the
 * last offset, with lengths of its own (klauspost/compress, s2.go).
 */
final class S2Block {
  /** The most that one block holds, decoded (klauspost/compress, s2.go, maxBlockSize). */
  static final int LONGEST = 4 * 1024 * 1024;

  private final byte[] source;
  private final int end;
  private byte[] target = {};
  private int from;
  private int to;
  private int offset;

  private S2Block(byte[] source, int start, int end) {
    this.source = source;
    this.from = start;
    this.end = end;
  }

  /** What a block cannot be; the caller knows where it is. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String problem) {
      super(problem);
    }
  }

  /** A decoded block: bytes, of which the first are used. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Decoded(byte[] bytes, int length) {}

  /** Decodes into that array, or a longer one where it is too short. */
  static Decoded decode(byte[] source, int start, int end, byte[] reused) throws Malformed {
    return new S2Block(source, start, end).decode(reused);
  }

  private Decoded decode(byte[] reused) throws Malformed {
    int length = length();
    target = reused.length >= length ? reused : new byte[length];
    while (from < end) {
      int tag = source[from++] & 0xff;
      switch (tag & 3) {
        case 0 -> literal(tag >>> 2, length);
        case 1 -> shortCopy(tag, length);
        case 2 -> {
          offset = number(2);
          copy((tag >>> 2) + 1, length);
        }
        default -> {
          offset = number(4);
          copy((tag >>> 2) + 1, length);
        }
      }
    }
    if (to != length) {
      throw new Malformed("a block of " + to + " bytes that should have " + length);
    }
    return new Decoded(target, length);
  }

  private int length() throws Malformed {
    long length = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = number(1);
      length |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return within(length);
      }
    }
    throw new Malformed("the length of a block has no end");
  }

  private static int within(long length) throws Malformed {
    if (length > LONGEST) {
      throw new Malformed("a block of " + length + " bytes, more than " + LONGEST);
    }
    return (int) length;
  }

  private void literal(int field, int length) throws Malformed {
    int size = (field < 60 ? field : number(field - 59)) + 1;
    if (size <= 0 || size > end - from || size > length - to) {
      throw new Malformed("a literal that reaches beyond its block");
    }
    System.arraycopy(source, from, target, to, size);
    from += size;
    to += size;
  }

  private void shortCopy(int tag, int length) throws Malformed {
    int distance = ((tag & 0xe0) << 3) | number(1);
    int field = (tag >>> 2) & 7;
    if (distance != 0) {
      offset = distance;
      copy(field + 4, length);
      return;
    }
    copy(
        switch (field) {
          case 5 -> number(1) + 8;
          case 6 -> number(2) + (1 << 8) + 4;
          case 7 -> number(3) + (1 << 16) + 4;
          default -> field + 4;
        },
        length);
  }

  /** Little-endian. */
  private int number(int bytes) throws Malformed {
    if (bytes > end - from) {
      throw new Malformed("a block that ends within an element");
    }
    int value = 0;
    for (int index = 0; index < bytes; index++) {
      value |= (source[from++] & 0xff) << (8 * index);
    }
    return value;
  }

  private void copy(int size, int length) throws Malformed {
    if (offset <= 0 || offset > to || size > length - to) {
      throw new Malformed("a copy from outside of its block");
    }
    if (offset >= size) {
      System.arraycopy(target, to - offset, target, to, size);
    } else if (offset == 1) {
      Arrays.fill(target, to, to + size, target[to - 1]);
    } else {
      repeat(size);
    }
    to += size;
  }

  /** The copy overlaps itself: it repeats what it has just written. */
  private void repeat(int size) {
    for (int index = to; index < to + size; index++) {
      target[index] = target[index - offset];
    }
  }
}
