// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import java.io.Closeable;
import java.io.IOException;

/** Reads the entries of one format. */
interface EntryReader extends Closeable {
  /** The next entry; nothing may be asked after the end. */
  ArchiveEntry next() throws IOException;
}
