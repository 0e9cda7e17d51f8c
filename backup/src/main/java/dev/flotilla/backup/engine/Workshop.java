// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import dev.flotilla.backup.encryption.Recipients;
import dev.flotilla.backup.manifest.Digests;
import dev.flotilla.backup.manifest.Manifest;
import dev.flotilla.backup.manifest.Reading;
import dev.flotilla.backup.manifest.SavedObject;
import dev.flotilla.backup.manifest.SetCatalogue;
import dev.flotilla.backup.manifest.SetName;
import dev.flotilla.backup.manifest.SetSigner;
import dev.flotilla.backup.manifest.SetStore;
import dev.flotilla.backup.manifest.SignedDocuments;
import dev.flotilla.backup.storage.BackupStorage;
import dev.flotilla.backup.storage.StorageFailure;
import dev.flotilla.backup.storage.StorageProblem;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a task works with.
 *
 * @param access to the NatsCluster
 * @param signer of this member
 */
record Workshop(
    BackupStorage storage,
    AccountAccess access,
    SetSigner signer,
    Optional<Recipients> encryptTo,
    InstantSource clock,
    Consumer<Progress> progress) {

  /** Signed documents in the store; those of this member are known. */
  SetStore store() {
    return new SetStore(storage, documents());
  }

  /** All sets in the store. */
  SetCatalogue catalogue() {
    return new SetCatalogue(storage, documents());
  }

  private SignedDocuments documents() {
    return new SignedDocuments(Set.of(signer.keyId()));
  }

  SetWriter writer() {
    return new SetWriter(storage, encryptTo.orElseThrow());
  }

  Meter meter(Instant started, int streams, long bytes) {
    return new Meter(progress, started, streams, bytes);
  }

  /**
   * The manifest of a set; empty when it is not finished. One that another member has signed
   * counts: the store is where a fresh member finds it.
   *
   * @throws TaskFailed when it cannot be trusted
   */
  Optional<Manifest> manifest(SetName set) throws TaskFailed, StorageFailure {
    return switch (store().manifest(set).orElse(null)) {
      case null -> Optional.empty();
      case Reading.Trusted<Manifest>(var manifest, _) -> Optional.of(manifest);
      case Reading.UnknownSigner<Manifest>(var manifest, _) -> Optional.of(manifest);
      case Reading.Damaged<Manifest>(var damage) ->
          throw new TaskFailed(
              ResultCode.SET_DAMAGED,
              "The manifest of " + set + " is damaged: " + damage.sentence() + ".");
    };
  }

  /** An object that is there already. */
  Optional<SavedObject> stored(String key) throws StorageFailure {
    if (storage.size(key).isEmpty()) {
      return Optional.empty();
    }
    MessageDigest digest = Digests.sha256();
    long size = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = storage.read(key)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        size += read;
      }
    } catch (IOException problem) {
      throw failure("read " + key, problem);
    }
    return Optional.of(new SavedObject(key, size, Digests.hex(digest)));
  }

  /** Writes a small object, encrypted. */
  SavedObject write(String key, byte[] content) throws StorageFailure, InterruptedException {
    try {
      return writer().write(key, content.length, out -> out.write(content)).object();
    } catch (IOException problem) {
      throw failure("write " + key, problem);
    }
  }

  private static StorageFailure failure(String attempt, IOException problem) {
    return problem instanceof StorageFailure failure
        ? failure
        : new StorageFailure(StorageProblem.BROKEN, attempt, "", problem);
  }
}
