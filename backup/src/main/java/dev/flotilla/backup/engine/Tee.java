// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies of one stream for two. */
final class Tee {
  private Tee() {}

  /** Writes to both. */
  static OutputStream of(OutputStream first, OutputStream second) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        first.write(bytes, offset, length);
        second.write(bytes, offset, length);
      }
    };
  }

  /** Writes a copy of what is read. */
  static InputStream of(InputStream in, OutputStream copy) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        if (read > 0) {
          copy.write(into, offset, read);
        }
        return read;
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }
}
