// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.retention;

import dev.flotilla.backup.manifest.SetLayout;
import dev.flotilla.backup.manifest.SetName;
import dev.flotilla.backup.storage.BackupStorage;
import dev.flotilla.backup.storage.StorageFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes a set: its manifest first. Cut at any moment it leaves either all of the set, or an
 * unfinished one that is removed next time; never a manifest without its objects.
 */
public final class SetRemoval {
  private final BackupStorage storage;

  /** Removes from this storage. */
  public SetRemoval(BackupStorage storage) {
    this.storage = storage;
  }

  /**
   * Removes a set; no failure when it does not exist.
   *
   * @throws StorageFailure under object lock the set stays as it is
   */
  public void remove(SetName set) throws StorageFailure {
    SetLayout layout = new SetLayout(set);
    storage.delete(layout.manifest());
    List<String> keys = new ArrayList<>();
    storage.list(layout.prefix(), object -> keys.add(object.key()));
    for (String key : keys) {
      storage.delete(key);
    }
  }
}
