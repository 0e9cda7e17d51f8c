// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import dev.flotilla.backup.manifest.Digests;
import dev.flotilla.backup.manifest.SavedObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** An object as it is stored, compared at its end with what the manifest says of it. */
final class ExpectedInput extends FilterInputStream {
  private final SavedObject object;
  private final MessageDigest digest = Digests.sha256();
  private long count;
  private boolean ended;

  ExpectedInput(InputStream in, SavedObject object) {
    super(in);
    this.object = object;
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
      digest.update(into, offset, read);
      count += read;
    } else if (read < 0 && !ended) {
      ended = true;
      requireWhole();
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void requireWhole() throws StreamFailed {
    if (count != object.size()) {
      throw new StreamFailed(
          ResultCode.OBJECT_DAMAGED,
          "%s has %d bytes, and the manifest says %d"
              .formatted(object.key(), count, object.size()));
    }
    if (!Digests.hex(digest).equals(object.sha256())) {
      throw new StreamFailed(
          ResultCode.OBJECT_DAMAGED, object.key() + " has another SHA-256 than the manifest says");
    }
  }
}
