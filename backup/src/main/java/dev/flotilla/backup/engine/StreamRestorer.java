// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.backup.archive.ArchiveSurvey;
import dev.flotilla.backup.manifest.SavedConsumer;
import dev.flotilla.backup.manifest.SavedStream;
import dev.flotilla.backup.snapshot.ApiError;
import dev.flotilla.backup.snapshot.JetStreamApi;
import dev.flotilla.backup.snapshot.RestoreFailed;
import dev.flotilla.backup.snapshot.RestoreOptions;
import dev.flotilla.backup.snapshot.RestoreRequest;
import dev.flotilla.backup.snapshot.StreamExists;
import dev.flotilla.backup.snapshot.StreamRestore;
import io.nats.client.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Restores one stream as a transaction: under no subject of its own, compared with the manifest,
 * and only then with its subjects. Whatever fails ends with the stream deleted.
 */
final class StreamRestorer {
  private final Task task;
  private final Workshop workshop;
  private final SetReader reader;
  private final ServerVersions versions;
  private final Meter meter;
  private final RestoreMark mark;

  StreamRestorer(
      Task task, Workshop workshop, SetReader reader, ServerVersions versions, Meter meter) {
    this.task = task;
    this.workshop = workshop;
    this.reader = reader;
    this.versions = versions;
    this.meter = meter;
    this.mark = RestoreMark.of(task.resource());
  }

  /**
   * A restored stream.
   *
   * @param messages that it has
   * @param bytes that it has
   */
  record Restored(long messages, long bytes) {}

  /**
   * Restores it.
   *
   * @throws StreamFailed when it is not restored; nothing of it is left, or the message says what
   *     is
   */
  Restored restore(RestorePlan plan) throws IOException, InterruptedException {
    try (Connection connection = workshop.access().connect(plan.account())) {
      JetStreamApi api = AccountAccess.api(connection).within(Duration.ofSeconds(10));
      if (plan.finished()) {
        return restored(api.info(plan.target().stream()).path("state"));
      }
      clear(api, plan);
      ObjectNode config = config(plan);
      Restored restored;
      try {
        restored = complete(api, plan, transfer(api, plan, config.deepCopy()));
      } catch (IOException | RuntimeException failed) {
        throw undone(plan, failed);
      } catch (InterruptedException stopped) {
        stopped.addSuppressed(undone(plan, stopped));
        throw stopped;
      }
      publish(api, plan, config);
      return restored;
    }
  }

  /**
   * Makes its configuration the saved one, without a mark: applications that create their streams
   * compare it with their own. Once all streams of a restore are there, since a Job that starts
   * again knows by the mark what it has restored.
   */
  void settle(RestorePlan plan) throws IOException, InterruptedException {
    try (Connection connection = workshop.access().connect(plan.account())) {
      AccountAccess.api(connection).ask("STREAM.UPDATE." + plan.target().stream(), config(plan));
    }
  }

  private static Restored restored(JsonNode state) {
    return new Restored(state.path("messages").asLong(), state.path("bytes").asLong());
  }

  /**
   * Gives it its subjects. From here on publishers may use it, so it is deleted only if the servers
   * have refused. It is sealed last: a sealed stream cannot lose its mark.
   */
  private void publish(JetStreamApi api, RestorePlan plan, ObjectNode config)
      throws IOException, InterruptedException {
    config.put("sealed", false);
    mark.finish(config, plan.newest());
    String stream = plan.target().stream();
    try {
      api.ask("STREAM.UPDATE." + stream, config);
    } catch (ApiError refused) {
      throw undone(plan, refused);
    } catch (IOException unanswered) {
      if (!mark.isFinished(api.info(stream).path("config"), plan.newest())) {
        throw undone(plan, unanswered);
      }
    }
  }

  /** What is in the way and may go: what an earlier attempt has left, or what is replaced. */
  private void clear(JetStreamApi api, RestorePlan plan) throws IOException, InterruptedException {
    String stream = plan.target().stream();
    try {
      JsonNode config = api.info(stream).path("config");
      if (plan.replaces() || mark.isUnfinished(config)) {
        api.ask("STREAM.DELETE." + stream, JetStreamApi.object());
      } else {
        throw new StreamFailed(
            ResultCode.STREAM_EXISTS,
            "A stream " + plan.target() + " was created in the meantime.");
      }
    } catch (ApiError refused) {
      if (refused.code() != ApiError.STREAM_NOT_FOUND) {
        throw refused;
      }
    }
  }

  private ObjectNode config(RestorePlan plan) {
    ObjectNode config = plan.newest().config().deepCopy();
    config.put("name", plan.target().stream());
    if (task.replicas() != null) {
      config.put("num_replicas", task.replicas());
    }
    return config;
  }

  /** What it is until it is complete: no publisher and no source reaches it. */
  private ObjectNode hidden(ObjectNode config, RestorePlan plan) {
    if (!config.has("mirror")) {
      config.putArray("subjects").add("$flotilla.restore." + plan.newest().object().sha256());
      config.remove("sources");
    }
    config.remove("republish");
    config.put("sealed", false);
    mark.begin(config);
    return config;
  }

  /** What was sent, and what the servers say they have of it. */
  private record Sent(ArchiveSurvey survey, JsonNode state) {}

  private Sent transfer(JetStreamApi api, RestorePlan plan, ObjectNode config)
      throws IOException, InterruptedException {
    SavedStream newest = plan.newest();
    RestoreRequest request =
        new RestoreRequest(plan.target().stream(), hidden(config, plan), newest.state());
    StreamRestore restore =
        new StreamRestore(
            api, () -> workshop.access().connect(plan.account()), RestoreOptions.DEFAULT);
    try (InputStream archive = archive(plan);
        Surveyor surveyor = Surveyor.start(plan.target().stream())) {
      JsonNode state =
          restore
              .restore(request, new MeteredInput(Tee.of(archive, surveyor.copy()), meter))
              .state();
      return new Sent(surveyor.result(), state);
    } catch (StreamExists exists) {
      throw new StreamFailed(ResultCode.STREAM_EXISTS, exists);
    } catch (RestoreFailed failed) {
      throw failed.getCause() instanceof StreamFailed cause
          ? new StreamFailed(cause.code(), String.valueOf(failed.getMessage()))
          : new StreamFailed(ResultCode.STREAM_NOT_RESTORED, failed);
    }
  }

  private InputStream archive(RestorePlan plan) throws IOException {
    if (plan.chain().size() == 1) {
      return reader.open(plan.newest().object());
    }
    ChunkPipe pipe = new ChunkPipe();
    MergedArchive merged = new MergedArchive(reader, plan.chain());
    Thread.ofVirtual().name("merge-" + plan.target().stream()).start(() -> merge(merged, pipe));
    return pipe.in;
  }

  private static void merge(MergedArchive merged, ChunkPipe pipe) {
    try {
      try {
        merged.write(pipe.out);
        pipe.finish();
      } catch (IOException problem) {
        pipe.fail(problem);
      } catch (RuntimeException bug) {
        pipe.fail(new IOException("the archives cannot be merged", bug));
      }
    } catch (IOException abandoned) {
      // Nobody reads it any more.
    }
  }

  private Restored complete(JetStreamApi api, RestorePlan plan, Sent sent)
      throws IOException, InterruptedException {
    requireSame(plan, sent.survey());
    requireStored(plan, sent);
    RestoredStream stream = new RestoredStream(api, plan.target().stream(), versions);
    // Before anything else: a stream of some retentions deletes what all its consumers have.
    for (SavedConsumer consumer : plan.newest().consumers()) {
      if (!consumer.inArchive()) {
        stream.make(consumer);
      }
    }
    JsonNode state = stream.awaitCurrent().path("state");
    stream.rememberDuplicates();
    return restored(state);
  }

  /** What was read is what was saved. */
  private static void requireSame(RestorePlan plan, ArchiveSurvey survey) throws StreamFailed {
    SavedStream newest = plan.newest();
    boolean whole = plan.chain().size() == 1;
    if (whole
        && survey.exact()
        && (survey.messages() != newest.messages().count()
            || !survey.sha256().equals(newest.messages().hash()))) {
      throw new StreamFailed(
          ResultCode.OBJECT_DAMAGED,
          "%s holds %d messages that are not the %d of the manifest"
              .formatted(newest.object().key(), survey.messages(), newest.messages().count()));
    }
  }

  /**
   * By the answer to the last chunk: consumers and schedules may change the stream from then on.
   */
  private static void requireStored(RestorePlan plan, Sent sent) throws StreamFailed {
    JsonNode config = plan.newest().config();
    boolean expires =
        config.path("max_age").asLong() > 0 || config.path("allow_msg_ttl").asBoolean();
    long last = plan.newest().messages().lastSequence();
    long messages = sent.state().path("messages").asLong();
    long stored = sent.state().path("last_seq").asLong();
    boolean same =
        stored >= last
            && (expires || !sent.survey().exact() || messages >= sent.survey().messages());
    if (!same) {
      throw new StreamFailed(
          ResultCode.RESTORE_DIFFERS,
          "The servers have %d messages up to sequence %d, and were sent %d up to %d"
              .formatted(messages, stored, sent.survey().messages(), last));
    }
  }

  /** The failure, once the stream is deleted, over a connection of its own. */
  private StreamFailed undone(RestorePlan plan, Exception failed) throws InterruptedException {
    ResultCode code =
        failed instanceof StreamFailed stream ? stream.code() : ResultCode.STREAM_NOT_RESTORED;
    String message = String.valueOf(failed.getMessage());
    String stream = plan.target().stream();
    try (Connection connection = workshop.access().connect(plan.account())) {
      JetStreamApi api = AccountAccess.api(connection);
      if (!mark.isUnfinished(api.info(stream).path("config"))) {
        return new StreamFailed(code, message);
      }
      api.ask("STREAM.DELETE." + stream, JetStreamApi.object());
      return new StreamFailed(code, message + "; what was restored is deleted.");
    } catch (ApiError refused) {
      return refused.code() == ApiError.STREAM_NOT_FOUND
          ? new StreamFailed(code, message + "; nothing of it is left.")
          : new StreamFailed(code, message + "; delete the stream: " + refused.getMessage());
    } catch (IOException unanswered) {
      return new StreamFailed(code, message + "; delete the stream: " + unanswered.getMessage());
    }
  }
}
