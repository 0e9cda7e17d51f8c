// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import dev.flotilla.backup.archive.ArchiveEntry;
import java.io.IOException;

/** How far a tail is read. */
final class Progress {
  private final long upTo;
  private final MessageSink sink;
  private long last;
  private long count;

  Progress(long after, long upTo, MessageSink sink) {
    this.last = after;
    this.upTo = upTo;
    this.sink = sink;
  }

  /** Sequence of the message that came last. */
  long last() {
    return last;
  }

  long upTo() {
    return upTo;
  }

  long count() {
    return count;
  }

  /** Passes it on if it is the next of those that are wanted. */
  void accept(ArchiveEntry.Message message) throws IOException {
    if (message.sequence() > last && message.sequence() <= upTo) {
      sink.accept(message);
      last = message.sequence();
      count++;
    }
  }
}
