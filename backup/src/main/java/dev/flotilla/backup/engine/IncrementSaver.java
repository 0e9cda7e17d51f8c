// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.backup.archive.ArchiveEntry;
import dev.flotilla.backup.archive.ArchiveFormat;
import dev.flotilla.backup.archive.MessageTotals;
import dev.flotilla.backup.archive.RecordArchiveWriter;
import dev.flotilla.backup.engine.SetWriter.Written;
import dev.flotilla.backup.manifest.SavedArchive;
import dev.flotilla.backup.manifest.SavedConsumer;
import dev.flotilla.backup.manifest.SavedMessages;
import dev.flotilla.backup.manifest.SavedStream;
import dev.flotilla.backup.manifest.SequenceSpan;
import dev.flotilla.backup.snapshot.JetStreamApi;
import dev.flotilla.backup.snapshot.ListedConsumers;
import dev.flotilla.backup.snapshot.StreamTail;
import io.nats.client.Connection;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Saves what a stream stored since an earlier set, as an archive of records, with the sequences
 * that are gone since. Consumers are saved as a snapshot in a cluster has them: at their
 * acknowledgement floor.
 */
final class IncrementSaver {
  /** A list of what is gone travels in one message and stays in the manifest. */
  private static final long MOST_DELETED = 200_000;

  private final AccountAccess access;
  private final ServerVersions versions;
  private final SetWriter writer;
  private final Meter meter;

  IncrementSaver(AccountAccess access, ServerVersions versions, SetWriter writer, Meter meter) {
    this.access = access;
    this.versions = versions;
    this.writer = writer;
    this.meter = meter;
  }

  /** Why the stream must be saved whole, if it must. */
  Optional<String> obstacle(Inventory.Found found, SavedStream base) {
    JsonNode state = found.info().path("state");
    String leader = found.info().path("cluster").path("leader").asText("");
    if (!ServerVersions.hasRecords(versions.of(leader))
        || !base.archive().format().equals(format())) {
      return Optional.of("servers before 2.15 make full backups only");
    }
    if (!StreamSaver.created(found.info()).equals(base.created())) {
      return Optional.of("it was made anew since");
    }
    if (state.path("last_seq").asLong() < base.messages().lastSequence()) {
      return Optional.of("it went back to an earlier sequence since");
    }
    return state.path("num_deleted").asLong() > MOST_DELETED
        ? Optional.of("more than " + MOST_DELETED + " single messages were deleted from it")
        : Optional.empty();
  }

  /** Saves it under a key that is free. */
  SavedStream save(Inventory.Found found, SavedStream base, String baseSet, String key)
      throws IOException, InterruptedException {
    try (Connection connection = access.connect(found.account())) {
      JetStreamApi api = AccountAccess.api(connection);
      String stream = found.name().stream();
      ObjectNode details = api.ask("STREAM.INFO." + stream, withDeleted()).deepCopy();
      ObjectNode state = (ObjectNode) details.path("state");
      JsonNode deleted = state.path("deleted");
      requireWhole(deleted, state);
      List<SequenceSpan> gone = spans(deleted, base.messages().lastSequence());
      long expected = expected(deleted, base.messages().lastSequence(), state);
      state.remove(List.of("deleted", "subjects", "lost"));
      ListedConsumers listed = ListedConsumers.of(api, stream);
      List<ArchiveEntry.Consumer> consumers = consumers(listed, state.path("last_seq").asLong());
      MessageTotals totals = new MessageTotals();
      Tail tail = new Tail(api, stream, base.messages().lastSequence(), state);
      Written written = writer.write(key, 0, out -> write(out, tail, consumers, totals));
      return saved(
          found,
          details,
          new Gain(tail, baseSet, gone, consumers, listed.silent(), totals, expected),
          written);
    }
  }

  /** What is to be read of a stream. */
  private record Tail(JetStreamApi api, String stream, long after, ObjectNode state) {
    long upTo() {
      return state.path("last_seq").asLong();
    }
  }

  private void write(
      OutputStream out, Tail tail, List<ArchiveEntry.Consumer> consumers, MessageTotals totals)
      throws IOException, InterruptedException {
    ObjectNode state = tail.state().deepCopy().put("first_seq", tail.after() + 1);
    RecordArchiveWriter archive = new RecordArchiveWriter(out, state, consumers);
    new StreamTail(tail.api(), tail.stream())
        .read(
            tail.after(),
            tail.upTo(),
            message -> {
              archive.write(message);
              totals.add(message);
              meter.add(message.payload().length);
            });
    archive.finish();
  }

  /**
   * What was read of a stream.
   *
   * @param gone sequences of the base that are deleted since
   * @param silent consumers that no server reports
   * @param expected messages that there were when it began
   */
  private record Gain(
      Tail tail,
      String baseSet,
      List<SequenceSpan> gone,
      List<ArchiveEntry.Consumer> consumers,
      List<String> silent,
      MessageTotals totals,
      long expected) {
    boolean changed() {
      return totals.messages() < expected;
    }

    List<String> notes() {
      List<String> notes = new ArrayList<>(ConsumerReview.notes(silent));
      if (changed()) {
        notes.add(
            "Messages were deleted meanwhile: %d of %d are saved."
                .formatted(totals.messages(), expected));
      }
      return notes;
    }
  }

  /** What a list of what is gone lacks would come back. */
  private static void requireWhole(JsonNode deleted, JsonNode state) throws StreamFailed {
    if (deleted.size() != state.path("num_deleted").asLong()) {
      throw new StreamFailed(
          ResultCode.SNAPSHOT_FAILED, "The server did not list all messages that are deleted");
    }
  }

  /** Messages after that sequence, by the state. */
  private static long expected(JsonNode deleted, long after, JsonNode state) {
    long first = Math.max(after + 1, state.path("first_seq").asLong());
    long gone = 0;
    for (JsonNode each : deleted) {
      gone += each.asLong() >= first ? 1 : 0;
    }
    return Math.max(0, state.path("last_seq").asLong() - first + 1 - gone);
  }

  private SavedStream saved(Inventory.Found found, JsonNode details, Gain gain, Written written) {
    Tail tail = gain.tail();
    MessageTotals totals = gain.totals();
    Optional<MessageTotals.Range> range = totals.range();
    return new SavedStream(
        found.name(),
        versions.of(details.path("cluster").path("leader").asText("")),
        details.path("config"),
        tail.state(),
        StreamSaver.created(details),
        gain.baseSet(),
        new SavedMessages(
            totals.messages(),
            totals.bytes(),
            range.map(MessageTotals.Range::firstSequence).orElse(tail.upTo() + 1),
            tail.upTo(),
            range.map(MessageTotals.Range::firstTime).orElse(null),
            range.map(MessageTotals.Range::lastTime).orElse(null),
            totals.sha256Hex(),
            gain.gone()),
        gain.consumers().stream()
            .map(each -> new SavedConsumer(each.name(), each.config(), each.state(), true))
            .toList(),
        new SavedArchive(format(), written.plainBytes(), written.plainSha256()),
        written.object(),
        gain.changed(),
        gain.notes());
  }

  private static List<ArchiveEntry.Consumer> consumers(ListedConsumers listed, long last) {
    return listed.infos().values().stream()
        .map(
            info ->
                new ArchiveEntry.Consumer(
                    info.path("name").asText(),
                    info.path("config"),
                    ConsumerReview.state(info, last)))
        .toList();
  }

  private static JsonNode withDeleted() {
    return JetStreamApi.object().put("deleted_details", true);
  }

  /** The sequences up to that one, as spans; the server lists them in their order. */
  private static List<SequenceSpan> spans(JsonNode deleted, long upTo) {
    List<SequenceSpan> spans = new ArrayList<>();
    long first = 0;
    long last = 0;
    for (JsonNode each : deleted) {
      long sequence = each.asLong();
      if (sequence > upTo) {
        break;
      }
      if (first != 0 && sequence == last + 1) {
        last = sequence;
      } else {
        if (first != 0) {
          spans.add(new SequenceSpan(first, last));
        }
        first = sequence;
        last = sequence;
      }
    }
    if (first != 0) {
      spans.add(new SequenceSpan(first, last));
    }
    return spans;
  }

  private static String format() {
    return ArchiveFormat.RECORDS.name().toLowerCase(Locale.ROOT);
  }
}
