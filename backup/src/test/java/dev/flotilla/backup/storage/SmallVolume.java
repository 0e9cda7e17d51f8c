// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process in a mount namespace of its own, where a small volume is mounted. */
final class SmallVolume {
  private SmallVolume() {}

  /** Fills the volume, then mounts it read-only, and prints what became of it. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (BackupStorage storage = new FolderStorage(folder, Clock.systemUTC())) {
      write(storage, "first", 100_000);
      write(storage, "large", 4_000_000);
      write(storage, "last", 100_000);
      List<String> keys = new ArrayList<>();
      storage.list("", object -> keys.add(object.key()));
      System.out.println(keys.stream().sorted().toList());
      System.out.println(storage.discardUnfinished("", Duration.ZERO) + " unfinished");
      new ProcessBuilder("mount", "-o", "remount,ro", folder.toString()).start().waitFor();
      write(storage, "other", 10);
      System.out.println(new String(Files.readAllBytes(folder.resolve("first")), UTF_8).length());
    }
  }

  private static void write(BackupStorage storage, String key, int size) {
    try (NewObject object = storage.create(key, size)) {
      for (int written = 0; written < size; written += 10) {
        object.write("0123456789".getBytes(UTF_8));
      }
      object.commit();
      System.out.println(key + " written");
    } catch (StorageFailure failure) {
      System.out.println(key + " " + failure.problem() + " " + failure.getMessage());
    } catch (IOException other) {
      System.out.println(key + " " + other);
    }
  }
}
