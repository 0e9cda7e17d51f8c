// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.backup.archive.ArchiveEntry;
import dev.flotilla.backup.archive.ArchiveReader;
import dev.flotilla.backup.archive.ArchiveSource;
import dev.flotilla.backup.archive.RecordArchiveWriter;
import dev.flotilla.backup.manifest.SavedConsumer;
import dev.flotilla.backup.manifest.SavedStream;
import dev.flotilla.backup.manifest.SequenceSpan;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One archive from a whole one and those that continue it: all their messages but those that are
 * gone by the newest, with the newest's state and consumers.
 */
final class MergedArchive {
  private final SetReader reader;
  private final List<SavedStream> chain;
  private final long first;
  private final TreeMap<Long, Long> gone = new TreeMap<>();

  MergedArchive(SetReader reader, List<SavedStream> chain) {
    this.reader = reader;
    this.chain = chain;
    SavedStream newest = chain.getLast();
    this.first = newest.state().path("first_seq").asLong();
    for (SequenceSpan span : newest.messages().deletedSinceBase()) {
      gone.put(span.first(), span.last());
    }
  }

  /** Writes it to its end. */
  void write(OutputStream out) throws IOException {
    SavedStream newest = chain.getLast();
    ObjectNode state = newest.state().deepCopy();
    List<ArchiveEntry.Consumer> consumers =
        newest.consumers().stream().map(MergedArchive::consumer).toList();
    RecordArchiveWriter archive = new RecordArchiveWriter(out, state, consumers);
    long last = 0;
    for (SavedStream part : chain) {
      copy(part, last, archive);
      last = part.messages().lastSequence();
    }
    archive.finish();
  }

  /** An increment has the state of each. */
  private static ArchiveEntry.Consumer consumer(SavedConsumer saved) {
    return new ArchiveEntry.Consumer(
        saved.name(), saved.config(), Objects.requireNonNull(saved.state(), saved.name()));
  }

  private void copy(SavedStream part, long after, RecordArchiveWriter archive) throws IOException {
    try (ArchiveReader entries =
        ArchiveReader.open(ArchiveSource.once(reader.open(part.object())))) {
      while (true) {
        switch (entries.next()) {
          case ArchiveEntry.Message message when isLeft(message.sequence(), after) ->
              archive.write(message);
          case ArchiveEntry.End _ -> {
            return;
          }
          case ArchiveEntry _ -> {}
        }
      }
    }
  }

  private boolean isLeft(long sequence, long after) {
    var span = gone.floorEntry(sequence);
    return sequence > after && sequence >= first && (span == null || span.getValue() < sequence);
  }
}
