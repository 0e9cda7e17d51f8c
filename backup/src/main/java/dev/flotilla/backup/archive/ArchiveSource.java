// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The compressed bytes of an archive, from the start each time. A tar is read twice: what was
 * deleted stands behind the messages.
 */
@FunctionalInterface
public interface ArchiveSource {
  /** A new stream of the same bytes, which the reader closes. */
  InputStream open() throws IOException;

  /** A stream that can be read once: enough for records, an error for a tar. */
  static ArchiveSource once(InputStream in) {
    AtomicBoolean opened = new AtomicBoolean();
    return () -> {
      if (opened.getAndSet(true)) {
        throw new IOException("a tar archive is read twice, and this one can be read once");
      }
      return in;
    };
  }
}
