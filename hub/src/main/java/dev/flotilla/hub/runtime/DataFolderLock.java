// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One hub for each data folder; the system gives the lock back however the process ends.
 *
 * @param folder what is locked
 * @param channel holds the lock while it is open
 */
record DataFolderLock(Path folder, FileChannel channel) implements AutoCloseable {

  /**
   * Takes the lock.
   *
   * @throws IOException when another hub has it
   */
  static DataFolderLock take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("hub.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IOException(
          "DATA_DIR_IN_USE: another hub uses " + folder + ". Stop it, or set another data-dir.");
    }
    return new DataFolderLock(folder, channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
