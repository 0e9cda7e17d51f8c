// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * The folders below a root, which come with the first object in them and go with the last.
 *
 * @param root never made and never removed
 */
record FolderTree(Path root) {
  private static final int ATTEMPTS = 3;

  /** Publishes a file under a new name, durably. The folders above may go at any moment. */
  void link(Path target, Path existing) throws IOException {
    for (int attempt = 1; ; attempt++) {
      create(above(target));
      try {
        Files.createLink(target, existing);
        force(above(target));
        return;
      } catch (NoSuchFileException folderWentAway) {
        if (attempt == ATTEMPTS) {
          throw folderWentAway;
        }
      }
    }
  }

  /** Each new folder is made durable in the one above. */
  void create(Path folder) throws IOException {
    if (folder.equals(root) || Files.isDirectory(folder)) {
      return;
    }
    create(above(folder));
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException another) {
      return; // Another thread made it.
    }
    force(above(folder));
  }

  /** Deletes a file, and the folders that are empty then. */
  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    for (Path next = above(file); !next.equals(root); next = above(next)) {
      try {
        Files.deleteIfExists(next);
      } catch (DirectoryNotEmptyException inUse) {
        return;
      }
    }
  }

  private static Path above(Path belowRoot) {
    return Objects.requireNonNull(belowRoot.getParent());
  }

  /** A name in a folder is durable only once the folder is. */
  private static void force(Path folder) throws IOException {
    try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }
}
