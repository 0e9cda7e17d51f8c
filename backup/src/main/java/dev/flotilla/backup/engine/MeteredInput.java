// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read. */
final class MeteredInput extends FilterInputStream {
  private final Meter meter;

  MeteredInput(InputStream in, Meter meter) {
    super(in);
    this.meter = meter;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = in.read(into, offset, length);
    if (read > 0) {
      meter.add(read);
    }
    return read;
  }
}
