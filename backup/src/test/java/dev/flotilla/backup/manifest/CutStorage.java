// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import dev.flotilla.backup.storage.BackupStorage;
import dev.flotilla.backup.storage.NewObject;
import dev.flotilla.backup.storage.ObjectVisitor;
import dev.flotilla.backup.storage.StorageFailure;
import dev.flotilla.backup.storage.StorageProblem;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A storage whose user dies after so many deletions. */
final class CutStorage implements BackupStorage {
  private final BackupStorage storage;
  private final int allowed;
  private final List<String> deleted = new ArrayList<>();
  private final StorageFailure death =
      new StorageFailure(StorageProblem.INTERRUPTED, "go on", "", null);

  CutStorage(BackupStorage storage, int allowed) {
    this.storage = storage;
    this.allowed = allowed;
  }

  List<String> deleted() {
    return deleted;
  }

  StorageFailure death() {
    return death;
  }

  @Override
  public void delete(String key) throws StorageFailure {
    if (deleted.size() == allowed) {
      throw death;
    }
    storage.delete(key);
    deleted.add(key);
  }

  @Override
  public void check() throws StorageFailure {
    storage.check();
  }

  @Override
  public NewObject create(String key, long expectedBytes) throws StorageFailure {
    return storage.create(key, expectedBytes);
  }

  @Override
  public InputStream read(String key) throws StorageFailure {
    return storage.read(key);
  }

  @Override
  public OptionalLong size(String key) throws StorageFailure {
    return storage.size(key);
  }

  @Override
  public void list(String prefix, ObjectVisitor visitor) throws StorageFailure {
    storage.list(prefix, visitor);
  }

  @Override
  public List<String> folders(String prefix) throws StorageFailure {
    return storage.folders(prefix);
  }

  @Override
  public int discardUnfinished(String prefix, Duration age) throws StorageFailure {
    return storage.discardUnfinished(prefix, age);
  }

  @Override
  public void close() {
    storage.close();
  }
}
