// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;

/** Bytes that cannot be compressed, the same for the same seed. */
public final class RandomBytes {
  private RandomBytes() {}

  /** So many. */
  public static byte[] of(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Writes them in pieces of unequal length. */
  public static void writeInPieces(byte[] bytes, OutputStream target) throws IOException {
    Random lengths = new Random(bytes.length);
    int written = 0;
    while (written < bytes.length) {
      int length = Math.min(bytes.length - written, 1 + lengths.nextInt(300_000));
      target.write(bytes, written, length);
      written += length;
    }
  }

  /** Reads to the end and closes. */
  public static byte[] readAll(InputStream source) throws IOException {
    try (source) {
      return source.readAllBytes();
    }
  }
}
