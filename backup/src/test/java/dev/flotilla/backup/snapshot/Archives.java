// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import dev.flotilla.backup.archive.ArchiveEntry;
import dev.flotilla.backup.archive.ArchiveReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Parts of archives in memory. */
final class Archives {
  private Archives() {}

  static List<ArchiveEntry.Consumer> consumers(byte[] archive) throws IOException {
    return parts(archive, ArchiveEntry.Consumer.class);
  }

  static List<ArchiveEntry.Message> messages(byte[] archive) throws IOException {
    return parts(archive, ArchiveEntry.Message.class);
  }

  private static <T extends ArchiveEntry> List<T> parts(byte[] archive, Class<T> kind)
      throws IOException {
    List<T> parts = new ArrayList<>();
    try (ArchiveReader reader = ArchiveReader.open(() -> new ByteArrayInputStream(archive))) {
      ArchiveEntry entry = reader.next();
      while (!(entry instanceof ArchiveEntry.End)) {
        if (kind.isInstance(entry)) {
          parts.add(kind.cast(entry));
        }
        entry = reader.next();
      }
    }
    return parts;
  }
}
