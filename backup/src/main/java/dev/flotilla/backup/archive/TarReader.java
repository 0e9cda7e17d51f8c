// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Reads a tar for the second time: what is left of its messages. */
final class TarReader implements EntryReader {
  private final TarSurvey survey;
  private final TarFiles files;
  private final BlockRecords records;
  private final Deque<ArchiveEntry> head;
  private StreamIndex.@Nullable Block block;
  private boolean inBlock;
  private boolean ended;
  private long last;
  private long messages;

  TarReader(TarSurvey survey, TarFiles files) throws IOException {
    this.survey = survey;
    this.files = files;
    this.records = new BlockRecords(files);
    this.head = new ArrayDeque<>(survey.head());
  }

  @Override
  public ArchiveEntry next() throws IOException {
    if (ended) {
      throw new NoSuchElementException("the archive was read to its end");
    }
    ArchiveEntry first = head.poll();
    return first != null ? first : message();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  private ArchiveEntry message() throws IOException {
    while (inBlock || nextBlock()) {
      inBlock = records.next();
      if (inBlock && counts()) {
        last = records.sequence();
        messages++;
        return records.message();
      }
    }
    return end();
  }

  private boolean nextBlock() throws IOException {
    while (files.next()) {
      Matcher name = TarSurvey.BLOCK.matcher(files.name());
      if (name.matches()) {
        long number = Long.parseLong(name.group(1));
        block = survey.index().map(index -> index.blocks().get(number)).orElse(null);
        inBlock = true;
        records.start();
        return true;
      }
    }
    return false;
  }

  private boolean counts() {
    if (records.isTombstone() || records.isErased() || records.sequence() <= last) {
      return false;
    }
    Optional<StreamIndex> index = survey.index();
    return index.isPresent()
        ? index.get().holds(block, records.sequence())
        : !survey.tombstones().contains(records.sequence());
  }

  private ArchiveEntry end() throws DamagedArchive {
    ended = true;
    Optional<StreamIndex> index = survey.index();
    if (index.isPresent() && index.get().state().messages() != messages) {
      throw new DamagedArchive(
          "msgs",
          "its index counts "
              + index.get().state().messages()
              + " messages, and its files hold "
              + messages);
    }
    return new ArchiveEntry.End(index.isPresent());
  }
}
