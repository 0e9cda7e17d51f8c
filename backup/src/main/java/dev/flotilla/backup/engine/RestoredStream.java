// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.backup.manifest.SavedConsumer;
import dev.flotilla.backup.snapshot.JetStreamApi;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stream that the servers have restored, until it may be used: its other replicas, the consumers
 * that its archive lacks, and the message ids that it has seen.
 */
record RestoredStream(JetStreamApi api, String stream, ServerVersions versions) {
  private static final Duration CURRENT = Duration.ofMinutes(10);
  private static final long POLL_MILLIS = 100;
  private static final int STEPDOWN_REPLICAS = 2;

  /** Replicas get it after the answer, on their own. */
  JsonNode awaitCurrent() throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long deadline = System.nanoTime() + CURRENT.toNanos();
    while (true) {
      @Nullable JsonNode info = current();
      if (info != null) {
        return info;
      }
      if (System.nanoTime() > deadline) {
        throw new StreamFailed(
            ResultCode.STREAM_NOT_RESTORED,
            "Not every replica caught up within %d minutes".formatted(CURRENT.toMinutes()));
      }
      never.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private @Nullable JsonNode current() throws IOException, InterruptedException {
    JsonNode info = api.info(stream);
    int wanted = info.path("config").path("num_replicas").asInt(1) - 1;
    JsonNode replicas = info.path("cluster").path("replicas");
    for (JsonNode replica : replicas) {
      if (!replica.path("current").asBoolean()
          || replica.path("offline").asBoolean()
          || replica.path("lag").asLong() > 0) {
        return null;
      }
    }
    return replicas.size() >= wanted ? info : null;
  }

  /** From its acknowledgement floor, as a clustered archive of 2.15 has it. */
  void make(SavedConsumer consumer) throws IOException, InterruptedException {
    ObjectNode config = consumer.config().deepCopy();
    JsonNode state = Objects.requireNonNullElseGet(consumer.state(), JetStreamApi::object);
    long next = state.path("ack_floor").path("stream_seq").asLong() + 1;
    if (next > 1) {
      config.remove("opt_start_time");
      config.put("deliver_policy", "by_start_sequence").put("opt_start_seq", next);
    }
    ObjectNode request = JetStreamApi.object().put("stream_name", stream);
    request.set("config", config);
    api.ask("CONSUMER.CREATE." + stream + "." + consumer.name(), request);
  }

  /** Some versions look through the messages for their ids only when a leader begins. */
  void rememberDuplicates() throws IOException, InterruptedException {
    JsonNode info = api.info(stream);
    String leader = info.path("cluster").path("leader").asText("");
    if (info.path("config").path("num_replicas").asInt(1) >= STEPDOWN_REPLICAS
        && ServerVersions.forgetsDuplicates(versions.of(leader))) {
      api.ask("STREAM.LEADER.STEPDOWN." + stream, JetStreamApi.object());
      awaitLeader();
    }
  }

  private void awaitLeader() throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      try {
        if (!api.info(stream).path("cluster").path("leader").asText("").isEmpty()) {
          return;
        }
      } catch (IOException electing) {
        // Its members are choosing.
      }
      never.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
    throw new StreamFailed(
        ResultCode.STREAM_NOT_RESTORED,
        "The stream had no leader for half a minute after a change of it");
  }
}
