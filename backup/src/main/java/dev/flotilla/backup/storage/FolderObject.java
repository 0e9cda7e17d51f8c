// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file under a temporary name. A hard link publishes it: unlike a rename, that fails when the
 * name is taken, and unlike an exclusive create it never shows half a file.
 */
final class FolderObject extends NewObject {
  private final String key;
  private final FolderTree tree;
  private final Path unfinished;
  private final Path target;
  private final FileChannel channel;
  private boolean ended;

  FolderObject(String key, FolderTree tree, Path unfinished) throws IOException {
    this.key = key;
    this.tree = tree;
    this.unfinished = unfinished;
    this.target = tree.root().resolve(key);
    this.channel =
        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws StorageFailure {
    requireOpen();
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException problem) {
      throw failed(problem);
    }
  }

  @Override
  public StoredObject commit() throws StorageFailure {
    requireOpen();
    try {
      channel.force(true);
      StoredObject written = new StoredObject(key, channel.position());
      channel.close();
      tree.link(target, unfinished);
      ended = true;
      Files.deleteIfExists(unfinished);
      return written;
    } catch (IOException problem) {
      throw failed(problem);
    }
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      discard();
    }
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException(key + " has ended");
    }
  }

  private StorageFailure failed(IOException problem) {
    close();
    return FolderFailures.of("write " + target, problem);
  }

  // What stays after a failure here is discarded as unfinished later on.
  private void discard() {
    try {
      channel.close();
    } catch (IOException unimportant) {
      // The file is deleted all the same.
    }
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException unimportant) {
      // See above.
    }
  }
}
