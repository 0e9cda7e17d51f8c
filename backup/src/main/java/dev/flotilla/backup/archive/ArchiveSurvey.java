// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an archive holds, found by reading all of it. Archives of equal streams have equal hashes,
 * whatever their formats.
 *
 * @param state the stream's state as the archive has it
 * @param messages how many there are
 * @param bytes their size as servers count it for streams on disk
 * @param range the first and the last message; empty for none
 * @param consumers names in alphabetical order
 * @param sha256 hash of the messages as {@link MessageTotals} makes it, in hexadecimal
 * @param exact see {@link ArchiveEntry.End}
 */
public record ArchiveSurvey(
    ArchiveFormat format,
    JsonNode state,
    long messages,
    long bytes,
    Optional<MessageTotals.Range> range,
    List<String> consumers,
    String sha256,
    boolean exact) {
  public ArchiveSurvey {
    consumers = consumers.stream().sorted().toList();
  }

  /** Reads all of it. */
  public static ArchiveSurvey of(ArchiveSource source) throws IOException {
    return of(ArchiveReader.open(source));
  }

  private static ArchiveSurvey of(ArchiveReader opened) throws IOException {
    JsonNode state = MissingNode.getInstance();
    List<String> consumers = new ArrayList<>();
    MessageTotals totals = new MessageTotals();
    try (ArchiveReader reader = opened) {
      while (true) {
        switch (reader.next()) {
          case ArchiveEntry.State(var json) -> state = json;
          case ArchiveEntry.Config _ -> {}
          case ArchiveEntry.Consumer consumer -> consumers.add(consumer.name());
          case ArchiveEntry.Message message -> totals.add(message);
          case ArchiveEntry.End(var exact) -> {
            return new ArchiveSurvey(
                reader.format(),
                state,
                totals.messages(),
                totals.bytes(),
                totals.range(),
                consumers,
                totals.sha256Hex(),
                exact);
          }
        }
      }
    }
  }

  /**
   * Reads one that can be read only once. Of a tar it says what the index has, since what was
   * deleted stands behind the messages: the hash is empty, and without a fitting index so is the
   * count.
   */
  public static ArchiveSurvey whileReceived(InputStream in) throws IOException {
    return switch (ArchiveReader.opened(in)) {
      case ArchiveReader.Opened.Records(var records) -> of(ArchiveReader.ofRecords(records));
      case ArchiveReader.Opened.Tar(var files) -> TarSurvey.read(files).summary();
    };
  }
}
