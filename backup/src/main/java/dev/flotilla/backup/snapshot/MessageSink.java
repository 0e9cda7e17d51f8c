// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import dev.flotilla.backup.archive.ArchiveEntry;
import java.io.IOException;

/** Takes messages in their order. */
@FunctionalInterface
public interface MessageSink {
  void accept(ArchiveEntry.Message message) throws IOException;
}
