// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import dev.flotilla.backup.manifest.Damage.Code;
import dev.flotilla.backup.storage.BackupStorage;
import dev.flotilla.backup.storage.NewObject;
import dev.flotilla.backup.storage.StorageFailure;
import dev.flotilla.backup.storage.StorageProblem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The signed documents of sets in a storage. */
public final class SetStore {
  private final BackupStorage storage;
  private final SignedDocuments documents;

  /** Documents of this storage. */
  public SetStore(BackupStorage storage, SignedDocuments documents) {
    this.storage = storage;
    this.documents = documents;
  }

  /**
   * Writes the manifest, by which the set exists. All objects must be stored already.
   *
   * @throws StorageFailure {@link StorageProblem#EXISTS} when there is one
   */
  public void write(Manifest manifest, SetSigner signer) throws StorageFailure {
    write(
        new SetLayout(manifest.set()).manifest(),
        SignedDocuments.seal(DocumentKind.MANIFEST, manifest.summed(), signer));
  }

  /** Records a stream whose object is stored. */
  public void write(SetName set, SavedStream stream, SetSigner signer) throws StorageFailure {
    write(
        new SetLayout(set).record(stream.name()),
        SignedDocuments.seal(DocumentKind.STREAM, stream, signer));
  }

  /** Records the result of a verification. */
  public void write(SetName set, Verification verification, SetSigner signer)
      throws StorageFailure {
    write(
        new SetLayout(set).verification(verification),
        SignedDocuments.seal(DocumentKind.VERIFICATION, verification, signer));
  }

  /**
   * Reads the manifest of a set.
   *
   * @return empty when there is none: the set is not finished, or does not exist
   */
  public Optional<Reading<Manifest>> manifest(SetName set) throws StorageFailure {
    return read(DocumentKind.MANIFEST, new SetLayout(set).manifest())
        .map(reading -> inPlace(set, reading));
  }

  /**
   * Streams of a set that need not be saved again when it is resumed: those with a record by a
   * known key, whose object has the recorded size.
   */
  public List<SavedStream> finishedStreams(SetName set) throws StorageFailure {
    List<SavedStream> finished = new ArrayList<>();
    for (String key : keys(new SetLayout(set).streams())) {
      if (read(DocumentKind.STREAM, key).orElse(null)
              instanceof Reading.Trusted<SavedStream>(SavedStream stream, String signer)
          && new SetLayout(set).record(stream.name()).equals(key)
          && storage.size(stream.object().key()).orElse(-1) == stream.object().size()) {
        finished.add(stream);
      }
    }
    return finished;
  }

  /** The first key for a stream's object that no earlier attempt has taken. */
  public String freeKey(SetName set, StreamName stream) throws StorageFailure {
    SetLayout layout = new SetLayout(set);
    for (int attempt = 1; ; attempt++) {
      String key = layout.stream(stream, attempt);
      if (storage.size(key).isEmpty()) {
        return key;
      }
    }
  }

  /** Results of verifications by known keys, the newest first. */
  public List<Verification> verifications(SetName set) throws StorageFailure {
    List<Verification> found = new ArrayList<>();
    for (String key : keys(new SetLayout(set).verifications())) {
      if (read(DocumentKind.VERIFICATION, key).orElse(null)
          instanceof Reading.Trusted<Verification>(Verification verification, String signer)) {
        found.add(verification);
      }
    }
    found.sort(Comparator.comparing(Verification::finished).reversed());
    return found;
  }

  private static Reading<Manifest> inPlace(SetName set, Reading<Manifest> reading) {
    Optional<SetName> named =
        switch (reading) {
          case Reading.Trusted<Manifest>(Manifest manifest, String signer) ->
              Optional.of(manifest.set());
          case Reading.UnknownSigner<Manifest>(Manifest manifest, String signer) ->
              Optional.of(manifest.set());
          case Reading.Damaged<Manifest> damaged -> Optional.empty();
        };
    return named.isEmpty() || named.get().equals(set)
        ? reading
        : Reading.damaged(Code.MISPLACED, "the manifest is that of " + named.get());
  }

  private List<String> keys(String prefix) throws StorageFailure {
    List<String> keys = new ArrayList<>();
    storage.list(
        prefix,
        object -> {
          if (object.key().endsWith(".json")) {
            keys.add(object.key());
          }
        });
    return keys;
  }

  private void write(String key, byte[] bytes) throws StorageFailure {
    try (NewObject object = storage.create(key, bytes.length)) {
      object.write(bytes, 0, bytes.length);
      object.commit();
    }
  }

  private <T extends Record> Optional<Reading<T>> read(DocumentKind<T> kind, String key)
      throws StorageFailure {
    try (InputStream object = storage.read(key)) {
      byte[] bytes = object.readNBytes(SetJson.LONGEST + 1);
      return Optional.of(
          bytes.length > SetJson.LONGEST
              ? Reading.damaged(Code.TOO_LARGE, "larger than any that Flotilla writes")
              : documents.open(kind, bytes));
    } catch (StorageFailure failure) {
      if (failure.problem() == StorageProblem.NOT_FOUND) {
        return Optional.empty();
      }
      throw failure;
    } catch (IOException problem) {
      throw new StorageFailure(StorageProblem.BROKEN, "read " + key, "", problem);
    }
  }
}
