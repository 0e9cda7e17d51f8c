// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import dev.flotilla.backup.manifest.Digests;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Counts and hashes what passes; closes nothing. */
final class HashedOutput extends OutputStream {
  private final OutputStream target;
  private final MessageDigest digest;
  private long count;

  HashedOutput(OutputStream target, MessageDigest digest) {
    this.target = target;
    this.digest = digest;
  }

  long count() {
    return count;
  }

  /** Ends the hash. */
  String hex() {
    return Digests.hex(digest);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    target.write(bytes, offset, length);
    digest.update(bytes, offset, length);
    count += length;
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }
}
