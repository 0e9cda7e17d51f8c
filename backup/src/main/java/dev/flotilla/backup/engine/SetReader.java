// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import dev.flotilla.backup.encryption.DecryptedInput;
import dev.flotilla.backup.encryption.Identities;
import dev.flotilla.backup.manifest.SavedObject;
import dev.flotilla.backup.storage.BackupStorage;
import java.io.IOException;
import java.io.InputStream;

/** Reads the objects of a set. */
record SetReader(BackupStorage storage, Identities identities) {

  /**
   * The plain content of an object. Reading to the end throws {@link StreamFailed} when the object
   * is not the one that the manifest names.
   */
  InputStream open(SavedObject object) throws IOException {
    InputStream stored = new ExpectedInput(storage.read(object.key()), object);
    try {
      return new DecryptedInput(stored, identities);
    } catch (IOException | RuntimeException problem) {
      stored.close();
      throw problem;
    }
  }
}
