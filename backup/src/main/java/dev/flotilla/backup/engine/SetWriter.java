// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import dev.flotilla.backup.encryption.EncryptedOutput;
import dev.flotilla.backup.encryption.Recipients;
import dev.flotilla.backup.manifest.Digests;
import dev.flotilla.backup.manifest.SavedObject;
import dev.flotilla.backup.storage.BackupStorage;
import dev.flotilla.backup.storage.NewObject;
import java.io.IOException;
import java.io.OutputStream;

/** Writes the objects of a set, encrypted; what is written is hashed on both sides of that. */
record SetWriter(BackupStorage storage, Recipients recipients) {

  /** Writes the plain content of an object. */
  @FunctionalInterface
  interface Content {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * An object that is in the store.
   *
   * @param plainBytes size before it was encrypted
   * @param plainSha256 hash before it was encrypted
   */
  record Written(SavedObject object, long plainBytes, String plainSha256) {}

  /** Nothing is visible under the key unless all of it was written. */
  Written write(String key, long expectedBytes, Content content)
      throws IOException, InterruptedException {
    try (NewObject object = storage.create(key, expectedBytes)) {
      HashedOutput encrypted = new HashedOutput(object, Digests.sha256());
      HashedOutput plain;
      try (EncryptedOutput encryption = new EncryptedOutput(encrypted, recipients)) {
        plain = new HashedOutput(encryption, Digests.sha256());
        content.write(plain);
        encryption.finish();
      }
      object.commit();
      return new Written(
          new SavedObject(key, encrypted.count(), encrypted.hex()), plain.count(), plain.hex());
    }
  }
}
