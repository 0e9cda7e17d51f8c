// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.io.IOException;
import java.io.InputStream;

/** A file that is read, with failures of a storage. */
final class FolderObjectInput extends InputStream {
  private final String attempt;
  private final InputStream file;

  FolderObjectInput(String attempt, InputStream file) {
    this.attempt = attempt;
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws StorageFailure {
    try {
      return file.read(bytes, offset, length);
    } catch (IOException problem) {
      throw FolderFailures.of(attempt, problem);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
