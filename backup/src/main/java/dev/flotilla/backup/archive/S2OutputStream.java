// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * Compresses into the framing format of S2, in blocks of 64 KiB that Snappy could read as well. A
 * block that does not shrink is stored as it is.
 */
public final class S2OutputStream extends OutputStream {
  private static final byte[] IDENTIFIER = {(byte) 0xff, 6, 0, 0, 'S', '2', 's', 'T', 'w', 'O'};
  private static final int CHECKSUM = 4;

  private final OutputStream out;
  private final SnappyEncoder encoder = new SnappyEncoder();
  private final byte[] block = new byte[SnappyEncoder.LONGEST];
  private final byte[] encoded = new byte[SnappyEncoder.LONGEST];
  private final CRC32C crc = new CRC32C();
  private int length;
  private boolean started;

  /** Closes that stream when it is closed. */
  public S2OutputStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    if (length == block.length) {
      writeBlock();
    }
    block[length++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int start, int count) throws IOException {
    Objects.checkFromIndexSize(start, count, bytes.length);
    for (int done = 0; done < count; ) {
      if (length == block.length) {
        writeBlock();
      }
      int size = Math.min(count - done, block.length - length);
      System.arraycopy(bytes, start + done, block, length, size);
      length += size;
      done += size;
    }
  }

  @Override
  public void flush() throws IOException {
    writeBlock();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      writeBlock();
    }
  }

  private void writeBlock() throws IOException {
    if (!started) {
      out.write(IDENTIFIER);
      started = true;
    }
    if (length > 0) {
      int shrunk = encoder.encode(block, length, encoded);
      int checksum = S2InputStream.masked(crc, block, length);
      if (shrunk > 0) {
        writeChunk(0x00, checksum, encoded, shrunk);
      } else {
        writeChunk(0x01, checksum, block, length);
      }
      length = 0;
    }
  }

  private void writeChunk(int kind, int checksum, byte[] data, int size) throws IOException {
    int all = size + CHECKSUM;
    byte[] header = {
      (byte) kind,
      (byte) all,
      (byte) (all >>> 8),
      (byte) (all >>> 16),
      (byte) checksum,
      (byte) (checksum >>> 8),
      (byte) (checksum >>> 16),
      (byte) (checksum >>> 24)
    };
    out.write(header);
    out.write(data, 0, size);
  }
}
