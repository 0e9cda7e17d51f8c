// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.backup.archive.ArchiveEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads what a stream stored after a sequence. Most of it comes from any server that has a copy, by
 * Direct Get if the stream allows that, else by an ordered consumer; the leader is asked before the
 * end whether that was all, because a copy can be behind, and a mirror that answers in place of the
 * stream can hold less. Headers are the same as stored, but not in the same order or spacing, since
 * the client does not keep them.
 *
 * <p>A header that is not ASCII ends the thread in which the client library (2.26.2) reads: the
 * connection looks connected and gives nothing more. Then it is made anew, and each message is
 * asked of the leader, whose answer is JSON. So the connection must be for nothing else.
 */
public final class StreamTail {
  private static final int NO_MESSAGE = 10037;

  private final JetStreamApi api;
  private final String stream;

  /**
   * Reads this stream. The user needs {@code STREAM.INFO}, {@code STREAM.MSG.GET}, and {@code
   * DIRECT.GET} or {@code CONSUMER.CREATE} of it.
   */
  public StreamTail(JetStreamApi api, String stream) {
    this.api = api;
    this.stream = stream;
  }

  /**
   * Reads all messages after that sequence up to that one, which are there now; returns how many.
   * Holds some MiB at once.
   */
  public long read(long after, long upTo, MessageSink sink)
      throws IOException, InterruptedException {
    Progress progress = new Progress(after, upTo, sink);
    Way way = allowsDirect() ? Way.DIRECT : Way.CONSUMER;
    while (true) {
      Optional<ArchiveEntry.Message> next = next(progress.last() + 1);
      if (next.isEmpty() || next.get().sequence() > upTo) {
        return progress.count();
      }
      progress.accept(next.get());
      if (progress.last() < upTo) {
        way = readMore(way, progress);
      }
    }
  }

  /** From whom most is read. */
  private enum Way {
    DIRECT,
    CONSUMER,

    /** One message after the other from the leader: the only way into a work queue. */
    LEADER
  }

  private boolean allowsDirect() throws IOException, InterruptedException {
    return api.info(stream).path("config").path("allow_direct").asBoolean();
  }

  private Way readMore(Way way, Progress progress) throws IOException, InterruptedException {
    return switch (way) {
      case DIRECT -> after(new DirectBatches(api, stream).read(progress), way, Way.CONSUMER);
      case CONSUMER -> after(new OrderedReading(api, stream).read(progress), way, Way.LEADER);
      case LEADER -> way;
    };
  }

  private static Way after(Reading reading, Way same, Way other) {
    return switch (reading) {
      case DONE -> same;
      case IMPOSSIBLE -> other;
      case UNREADABLE -> Way.LEADER;
    };
  }

  /** The first message from that sequence on, as the leader has it. */
  private Optional<ArchiveEntry.Message> next(long from) throws IOException, InterruptedException {
    ObjectNode request = JetStreamApi.object().put("seq", from).put("next_by_subj", ">");
    try {
      return Optional.of(message(api.ask("STREAM.MSG.GET." + stream, request).path("message")));
    } catch (ApiError refused) {
      if (refused.code() == NO_MESSAGE) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private static ArchiveEntry.Message message(JsonNode json) {
    return new ArchiveEntry.Message(
        json.path("seq").asLong(),
        nanos(json.path("time").asText()),
        json.path("subject").asText(),
        Base64.getDecoder().decode(json.path("hdrs").asText()),
        Base64.getDecoder().decode(json.path("data").asText()));
  }

  static long nanos(String time) {
    Instant instant = Instant.parse(time);
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
