// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.backup.archive.ArchiveSurvey;
import dev.flotilla.backup.archive.MessageTotals;
import dev.flotilla.backup.engine.SetWriter.Written;
import dev.flotilla.backup.manifest.SavedArchive;
import dev.flotilla.backup.manifest.SavedMessages;
import dev.flotilla.backup.manifest.SavedStream;
import dev.flotilla.backup.manifest.SequenceSpan;
import dev.flotilla.backup.snapshot.JetStreamApi;
import dev.flotilla.backup.snapshot.ListedConsumers;
import dev.flotilla.backup.snapshot.SnapshotFailed;
import dev.flotilla.backup.snapshot.SnapshotOptions;
import dev.flotilla.backup.snapshot.StreamSnapshot;
import io.nats.client.Connection;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Saves a whole stream into one object. */
final class StreamSaver {
  private final AccountAccess access;
  private final ServerVersions versions;
  private final SetWriter writer;
  private final SnapshotOptions options;
  private final Meter meter;

  StreamSaver(
      AccountAccess access,
      ServerVersions versions,
      SetWriter writer,
      SnapshotOptions options,
      Meter meter) {
    this.access = access;
    this.versions = versions;
    this.writer = writer;
    this.options = options;
    this.meter = meter;
  }

  /** Whether its servers make no snapshot of it. */
  boolean isOutOfReach(Inventory.Found found) {
    JsonNode info = found.info();
    String version = versions.of(info.path("cluster").path("leader").asText(""));
    return info.path("config").path("storage").asText().equals("memory")
        && !version.isEmpty()
        && !ServerVersions.hasRecords(version);
  }

  /**
   * Saves it under a key that is free.
   *
   * @throws StreamFailed when it cannot be saved
   */
  SavedStream save(Inventory.Found found, String key) throws IOException, InterruptedException {
    try (Connection connection = access.connect(found.account())) {
      JetStreamApi api = AccountAccess.api(connection);
      String stream = found.name().stream();
      ListedConsumers before = ListedConsumers.of(api, stream);
      try (StreamSnapshot snapshot = StreamSnapshot.begin(api, stream, options);
          Surveyor surveyor = Surveyor.start(stream)) {
        Written written =
            writer.write(
                key,
                found.bytes(),
                out ->
                    snapshot.content().transferTo(Tee.of(Tee.of(out, surveyor.copy()), counted())));
        ArchiveSurvey survey = surveyor.result();
        ListedConsumers after = ListedConsumers.of(api, stream);
        long last = last(snapshot.state(), survey);
        return saved(
            found, snapshot, written, survey, ConsumerReview.of(before, after, survey, last));
      }
    } catch (SnapshotFailed failed) {
      throw new StreamFailed(ResultCode.SNAPSHOT_FAILED, failed);
    }
  }

  private OutputStream counted() {
    return new OutputStream() {
      @Override
      public void write(int value) {
        meter.add(1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        meter.add(length);
      }
    };
  }

  private SavedStream saved(
      Inventory.Found found,
      StreamSnapshot snapshot,
      Written written,
      ArchiveSurvey survey,
      ConsumerReview consumers) {
    long announced = snapshot.state().path("messages").asLong();
    boolean changed = survey.exact() && survey.messages() < announced;
    List<String> notes = new ArrayList<>(consumers.notes());
    if (changed) {
      notes.add(
          "Messages were deleted meanwhile: %d of %d are saved."
              .formatted(survey.messages(), announced));
    }
    return new SavedStream(
        found.name(),
        versions.of(snapshot.leader()),
        snapshot.config(),
        snapshot.state(),
        created(found.info()),
        null,
        messages(snapshot.state(), survey, List.of()),
        consumers.saved(),
        new SavedArchive(
            survey.format().name().toLowerCase(Locale.ROOT),
            written.plainBytes(),
            written.plainSha256()),
        written.object(),
        changed,
        notes);
  }

  static Instant created(JsonNode info) {
    return Instant.parse(info.path("created").asText());
  }

  /** A tar goes on after the answer was sent; records do not. */
  private static long last(JsonNode state, ArchiveSurvey survey) {
    return Math.max(state.path("last_seq").asLong(), survey.state().path("last_seq").asLong());
  }

  /** The last sequence is the stream's, also where its message is gone. */
  static SavedMessages messages(
      JsonNode state, ArchiveSurvey survey, List<SequenceSpan> deletedSinceBase) {
    Optional<MessageTotals.Range> range = survey.range();
    long last = last(state, survey);
    return new SavedMessages(
        survey.messages(),
        survey.bytes(),
        range.map(MessageTotals.Range::firstSequence).orElse(last + 1),
        last,
        range.map(MessageTotals.Range::firstTime).orElse(null),
        range.map(MessageTotals.Range::lastTime).orElse(null),
        survey.sha256(),
        deletedSinceBase);
  }
}
