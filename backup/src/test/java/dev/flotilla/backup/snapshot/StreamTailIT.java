// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.backup.archive.ArchiveEntry;
import dev.flotilla.backup.archive.MessageTotals;
import dev.flotilla.backup.archive.RecordArchiveWriter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream stored since, read in each way and compared with a snapshot. */
@Execution(ExecutionMode.CONCURRENT)
class StreamTailIT {
  private static final List<String> WAYS =
      List.of("{\"allow_direct\": true}", "{}", "{\"retention\": \"workqueue\"}");

  @ParameterizedTest
  @ValueSource(strings = {"2.11.17", "2.15.3"})
  void isWhatWasStoredSince(String version) throws Exception {
    try (Rig rig = Rig.of(version, 1)) {
      for (String way : WAYS) {
        rig.create("S", way);
        rig.publish("S", 1_000, 5, 50);
        rig.publish("S", 1_500, 5, 2_000);
        rig.ask("STREAM.MSG.DELETE.S", "{\"seq\":2000}");
        rig.ask("STREAM.MSG.DELETE.S", "{\"seq\":1001}");
        rig.ask("STREAM.MSG.DELETE.S", "{\"seq\":2400}");

        MessageTotals tail = new MessageTotals();
        long count = new StreamTail(rig.api(), "S").read(1_000, 2_400, tail::add);
        MessageTotals expected = new MessageTotals();
        Archives.messages(rig.take("S").archive()).stream()
            .filter(message -> message.sequence() > 1_000 && message.sequence() <= 2_400)
            .forEach(expected::add);
        assertThat(count).as(way).isEqualTo(1_397);
        assertThat(tail.messages()).as(way).isEqualTo(count);
        assertThat(tail.range()).as(way).isEqualTo(expected.range());
        assertThat(tail.sha256Hex()).as(way).isEqualTo(expected.sha256Hex());

        DeletedMessages deleted = DeletedMessages.of(rig.api(), "S");
        assertThat(deleted.complete()).isTrue();
        assertThat(deleted.between().size()).isEqualTo(3);
        assertThat(deleted.contains(2_000)).isTrue();
        assertThat(deleted.contains(2_001)).isFalse();
        rig.delete("S");
      }
    }
  }

  @Test
  void theLastMessagesMayBeGone() throws Exception {
    try (Rig rig = Rig.of(Rig.NEWEST, 1)) {
      for (String way : WAYS) {
        rig.create("S", way);
        rig.publish("S", 20, 1, 50);
        rig.ask("STREAM.MSG.DELETE.S", "{\"seq\":20}");
        MessageTotals tail = new MessageTotals();
        StreamTail reading = new StreamTail(rig.api(), "S");
        assertThat(reading.read(10, 20, tail::add)).as(way).isEqualTo(9);
        assertThat(reading.read(20, 30, tail::add)).as(way).isZero();
        rig.ask("STREAM.PURGE.S", "{}");
        assertThat(reading.read(0, 20, tail::add)).as(way).isZero();
        rig.delete("S");
      }
    }
  }

  /** A mirror that answers for its origin can hold less. */
  @Test
  void aMirrorDoesNotMislead() throws Exception {
    try (Rig rig = Rig.of(Rig.NEWEST, 1)) {
      rig.create("S", "{\"allow_direct\": true}");
      rig.create(
          "M",
          "{\"subjects\":[],\"mirror\":{\"name\":\"S\"},\"mirror_direct\":true,\"max_msgs\":5}");
      rig.publish("S", 100, 1, 50);
      for (int round = 0; round < 20; round++) {
        MessageTotals tail = new MessageTotals();
        assertThat(new StreamTail(rig.api(), "S").read(10, 100, tail::add)).isEqualTo(90);
      }
    }
  }

  @Test
  void headersBeyondAsciiAreNotLost() throws Exception {
    try (Rig rig = Rig.of(Rig.NEWEST, 1)) {
      for (String way : WAYS) {
        rig.create("S", way);
        rig.publish("S", 5, 1, 5);
        Rig.Taken taken = rig.take("S");
        rig.delete("S");
        byte[] headers = "NATS/1.0\r\nName: \u00e9\u20ac\r\n\r\n".getBytes(UTF_8);
        ByteArrayOutputStream own = new ByteArrayOutputStream();
        MessageTotals expected = new MessageTotals();
        try (RecordArchiveWriter writer =
            new RecordArchiveWriter(own, (ObjectNode) taken.request().state(), List.of())) {
          for (ArchiveEntry.Message stored : Archives.messages(taken.archive())) {
            ArchiveEntry.Message other =
                new ArchiveEntry.Message(
                    stored.sequence(), stored.time(), stored.subject(), headers, stored.payload());
            writer.write(other);
            expected.add(other);
          }
          writer.finish();
        }
        rig.restore(new Rig.Taken(taken.request(), own.toByteArray()));
        MessageTotals tail = new MessageTotals();
        new StreamTail(rig.api(), "S").read(0, 5, tail::add);
        assertThat(tail.sha256Hex()).as(way).isEqualTo(expected.sha256Hex());
        rig.delete("S");
      }
    }
  }

  @Test
  void allPagesOfConsumersAreListed() throws Exception {
    try (Rig rig = Rig.of(Rig.NEWEST, 1)) {
      rig.create("S", "{}");
      for (int index = 0; index < 300; index++) {
        rig.ask(
            "CONSUMER.CREATE.S.c" + index,
            "{\"stream_name\":\"S\",\"config\":{\"name\":\"c%d\",\"durable_name\":\"c%d\"}}"
                .formatted(index, index));
      }
      assertThat(ListedConsumers.of(rig.api(), "S").infos()).hasSize(300);
    }
  }
}
