// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStorageTest implements StorageContract {
  @TempDir Path folder;
  private BackupStorage storage;

  @BeforeEach
  void open() {
    storage = new FolderStorage(folder, Clock.systemUTC());
  }

  @Override
  public BackupStorage storage() {
    return storage;
  }

  @Test
  void aMissingMountIsNotMadeUpFor() {
    BackupStorage unmounted = new FolderStorage(folder.resolve("volume"), Clock.systemUTC());

    StorageContract.assertFails(unmounted::check, StorageProblem.NO_FOLDER);
    StorageContract.assertFails(() -> unmounted.create("a", 0), StorageProblem.NO_FOLDER);

    assertThat(folder.resolve("volume")).doesNotExist();
  }

  @Test
  void whatACrashedWriterLeftIsDiscardedOnceItIsOld() throws IOException {
    NewObject crashed = storage.create("a/b", 0);
    crashed.write(new byte[10]);

    assertThat(storage.discardUnfinished("", Duration.ofHours(1))).isZero();
    assertThat(storage.discardUnfinished("", Duration.ZERO)).isOne();

    try (Stream<Path> left = Files.list(folder.resolve(".unfinished"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void filesOfTheVolumeThatAreNoObjectsAreNotListed() throws IOException {
    Files.createDirectories(folder.resolve("lost+found"));
    Files.writeString(folder.resolve("lost+found").resolve("#12"), "x");
    put("a/b", new byte[1]);

    assertThat(keys("")).containsExactly("a/b");
    assertThat(storage.folders("")).containsExactly("a");
  }

  @Test
  void anObjectThatFailsToBeReadIsNamed() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));

    assertThat(
            StorageContract.assertFails(
                () -> storage.read("a/b").readAllBytes(), StorageProblem.BROKEN))
        .hasMessageContaining("a/b");
  }
}
