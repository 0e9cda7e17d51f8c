// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A key store in a folder, such as a mounted Secret. */
public final class DirectoryKeyStore implements KeyStore {
  private final Path folder;

  /** Reads files of this folder when asked. */
  public DirectoryKeyStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public byte[] read(KeyFile name) throws IOException {
    Path file = folder.resolve(name.fileName());
    if (!Files.isRegularFile(file)) {
      throw new KeyMissing(name, folder.toString());
    }
    return Files.readAllBytes(file);
  }
}
