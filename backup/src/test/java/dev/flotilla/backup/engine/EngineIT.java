// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of real servers: made, verified, and restored after the streams are gone. */
class EngineIT {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"2.11.17", "2.12.15", "2.14.9", "2.15.3"})
  void streamsComeBackAsTheyWere(String version) throws Exception {
    try (TestMember member = TestMember.of(version, 1, folder)) {
      Map<String, String> before = fill(member);

      Result saved = member.run(member.backup(null));

      assertThat(saved.state()).as("%s", saved).isEqualTo(Result.State.COMPLETE);
      assertThat(saved.verified()).extracting(Result.Verified::level).isEqualTo("decoded");
      delete(member, before.keySet());
      Result restored = member.run(member.restore(set(saved)));
      assertThat(restored.state()).as("%s", restored).isEqualTo(Result.State.COMPLETE);
      assertThat(contents(member, before.keySet())).isEqualTo(before);
      // An application that creates its stream finds it as it would make it.
      member.create(StreamConfiguration.builder().name("ORDERS").subjects("orders.>"));
      assertThat(
              member
                  .connection()
                  .jetStreamManagement()
                  .getStreamInfo("ORDERS")
                  .getConfiguration()
                  .getSubjects())
          .containsExactly("orders.>");
      member.publish("orders", 1, 10);
      assertThat(member.read("ORDERS")).startsWith("1951 messages to 2001");
    }
  }

  @Test
  void anIncrementHoldsWhatIsNew() throws Exception {
    try (TestMember member = TestMember.of("2.15.3", 1, folder)) {
      fill(member);
      Result first = member.run(member.backup(null));
      member.publish("orders", 30, 100);
      member.connection().jetStreamManagement().deleteMessage("ORDERS", 700);
      member.connection().keyValue("kv").put("key1", "newer");
      Result second = member.run(member.backup("latest"));
      member.publish("orders", 20, 100);
      member.connection().jetStreamManagement().deleteMessage("ORDERS", 2010);
      Result third = member.run(member.backup("latest"));
      Map<String, String> before = contents(member, List.of("ORDERS", "KV_kv", "EMPTY"));

      assertThat(third.state()).as("%s", third).isEqualTo(Result.State.COMPLETE);
      assertThat(third.counts().bytes()).isLessThan(first.counts().bytes() / 5);
      assertThat(second.counts().messages()).isEqualTo(31);
      delete(member, before.keySet());
      Result restored = member.run(member.restore("latest"));
      assertThat(restored.state()).as("%s", restored).isEqualTo(Result.State.COMPLETE);
      assertThat(contents(member, before.keySet())).isEqualTo(before);
    }
  }

  @Test
  void aStreamThatExistsStays() throws Exception {
    try (TestMember member = TestMember.of("2.15.3", 1, folder)) {
      Map<String, String> before = fill(member);
      Result saved = member.run(member.backup(null));
      delete(member, List.of("EMPTY"));

      Result restored = member.run(member.restore("latest"));

      assertThat(restored.state()).isEqualTo(Result.State.INCOMPLETE);
      assertThat(restored.notSaved())
          .extracting(Result.Stream::code)
          .containsExactly("STREAM_EXISTS", "STREAM_EXISTS");
      assertThat(contents(member, before.keySet())).isEqualTo(before);
      assertThat(saved.set()).isEqualTo(restored.set());
    }
  }

  @Test
  void whatIsDamagedIsNamedAndLeavesNothing() throws Exception {
    try (TestMember member = TestMember.of("2.15.3", 1, folder)) {
      Map<String, String> before = fill(member);
      Result saved = member.run(member.backup(null));
      delete(member, before.keySet());
      Path object = member.object(set(saved), "ORDERS");
      byte[] whole = Files.readAllBytes(object);
      byte[] flipped = whole.clone();
      flipped[whole.length / 2] ^= 1;

      for (byte[] damaged :
          List.of(flipped, Arrays.copyOf(whole, whole.length - 1), Arrays.copyOf(whole, 300))) {
        member.overwrite(object, damaged);
        Result restored = member.run(member.restore("latest"));
        assertThat(restored.state()).isEqualTo(Result.State.INCOMPLETE);
        assertThat(restored.notSaved())
            .singleElement()
            .satisfies(note -> assertThat(note.stream()).isEqualTo("APP/ORDERS"));
        assertThat(member.connection().jetStreamManagement().getStreamNames())
            .containsExactlyInAnyOrder("KV_kv", "EMPTY");
        delete(member, List.of("KV_kv", "EMPTY"));
      }
      member.overwrite(object, Files.readAllBytes(member.object(set(saved), "KV_kv")));
      assertThat(member.run(member.restore("latest")).notSaved())
          .extracting(Result.Stream::stream)
          .containsExactly("APP/ORDERS");
      delete(member, List.of("KV_kv", "EMPTY"));
      member.overwrite(object, whole);
      assertThat(member.run(member.restore("latest")).state()).isEqualTo(Result.State.COMPLETE);
      assertThat(contents(member, before.keySet())).isEqualTo(before);
    }
  }

  @Test
  void whatIsReplacedHasSomethingSoundToBeReplacedBy() throws Exception {
    try (TestMember member = TestMember.of("2.15.3", 1, folder)) {
      Map<String, String> before = fill(member);
      Result saved = member.run(member.backup(null));
      member.publish("orders", 5, 10);
      Path object = member.object(set(saved), "ORDERS");
      byte[] whole = Files.readAllBytes(object);
      member.overwrite(object, Arrays.copyOf(whole, whole.length - 1));

      Result refused = member.run(member.replacing("ORDERS"));
      assertThat(refused.state()).isEqualTo(Result.State.FAILED);
      assertThat(refused.code()).isEqualTo("OBJECT_DAMAGED");
      assertThat(member.read("ORDERS")).startsWith("1955 messages");

      member.overwrite(object, whole);
      assertThat(member.run(member.replacing("ORDERS")).state()).isEqualTo(Result.State.COMPLETE);
      assertThat(member.read("ORDERS")).isEqualTo(before.get("ORDERS"));
    }
  }

  @Test
  void anInterruptedBackupIsContinued() throws Exception {
    try (TestMember member = TestMember.of("2.15.3", 1, folder)) {
      for (int index = 0; index < 6; index++) {
        member.create(StreamConfiguration.builder().name("S" + index).subjects("s" + index + ".>"));
        member.publish("s" + index, 500, 1000);
      }
      Task task = member.backup(null);

      member.runUntilStreamIsSaved(task);
      List<Path> finished = member.objects(task.set());
      Result result = member.run(task);

      assertThat(finished).isNotEmpty();
      assertThat(result.state()).isEqualTo(Result.State.COMPLETE);
      assertThat(result.counts().streams()).isEqualTo(6);
      assertThat(member.objects(task.set())).containsAll(finished);
    }
  }

  @Test
  void consumersThatAnArchiveLacksAreSavedApart() throws Exception {
    try (TestMember member = TestMember.of("2.14.9", 3, folder)) {
      member.create(StreamConfiguration.builder().name("ORDERS").subjects("orders.>").replicas(3));
      member.publish("orders", 100, 10);
      var management = member.connection().jetStreamManagement();
      for (int index = 0; index < 8; index++) {
        management.addOrUpdateConsumer(
            "ORDERS", ConsumerConfiguration.builder().durable("K" + index).numReplicas(1).build());
        member.acknowledge("ORDERS", "K" + index, 10);
      }

      Result saved = member.run(member.backup(null));
      assertThat(saved.state()).as("%s", saved).isEqualTo(Result.State.COMPLETE);
      delete(member, List.of("ORDERS"));
      Result restored = member.run(member.restore("latest"));

      assertThat(restored.state()).as("%s", restored).isEqualTo(Result.State.COMPLETE);
      assertThat(management.getConsumerNames("ORDERS")).hasSize(8);
      for (int index = 0; index < 8; index++) {
        assertThat(management.getConsumerInfo("ORDERS", "K" + index).getNumPending())
            .as("K" + index)
            .isEqualTo(90);
      }
    }
  }

  @Test
  void whatWasNotAcknowledgedIsDeliveredAgain() throws Exception {
    try (TestMember member = TestMember.of("2.15.3", 1, folder)) {
      member.create(StreamConfiguration.builder().name("ORDERS").subjects("orders.>"));
      member.publish("orders", 10, 10);
      member.run(member.backup(null));
      member.publish("orders", 5, 10);
      var management = member.connection().jetStreamManagement();
      management.addOrUpdateConsumer(
          "ORDERS", ConsumerConfiguration.builder().durable("bill").build());
      member.acknowledge("ORDERS", "bill", 2);
      member.receive("ORDERS", "bill", 8);

      Result saved = member.run(member.backup("latest"));
      assertThat(saved.counts().messages()).isEqualTo(5);
      delete(member, List.of("ORDERS"));
      assertThat(member.run(member.restore("latest")).state()).isEqualTo(Result.State.COMPLETE);

      var consumer = management.getConsumerInfo("ORDERS", "bill");
      assertThat(consumer.getAckFloor().getStreamSequence()).isEqualTo(2);
      assertThat(consumer.getNumPending()).as("from the third on").isEqualTo(13);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.14.9", "2.15.3"})
  void aStreamThatIsWrittenToMeanwhileIsRestored(String version) throws Exception {
    try (TestMember member = TestMember.of(version, 1, folder)) {
      member.create(StreamConfiguration.builder().name("BUSY").subjects("busy.>"));
      member.publish("busy", 20_000, 1_000);

      Result saved;
      try (var writer = member.writing("busy")) {
        saved = member.run(member.backup(null));
        assertThat(writer.isAlive()).isTrue();
      }

      assertThat(saved.state()).as("%s", saved).isEqualTo(Result.State.COMPLETE);
      delete(member, List.of("BUSY"));
      Result restored = member.run(member.restore("latest"));
      assertThat(restored.state()).as("%s", restored).isEqualTo(Result.State.COMPLETE);
      assertThat(restored.counts().messages()).isGreaterThanOrEqualTo(20_000);
    }
  }

  @Test
  void aJobThatStartsAgainLeavesWhatItHasRestored() throws Exception {
    try (TestMember member = TestMember.of("2.15.3", 1, folder)) {
      fill(member);
      Result saved = member.run(member.backup(null));
      Task task = member.replacing("ORDERS");
      member.markRestored(task, "ORDERS", member.objectHash(set(saved), "ORDERS"));
      member.publish("orders", 3, 10);

      Result again = member.run(task);

      assertThat(again.state()).as("%s", again).isEqualTo(Result.State.COMPLETE);
      assertThat(member.read("ORDERS")).startsWith("1953 messages to 2003");
      member.create(StreamConfiguration.builder().name("ORDERS").subjects("orders.>"));
    }
  }

  /** Streams with gaps, headers, a bucket, and nothing. */
  private static Map<String, String> fill(TestMember member) throws Exception {
    member.create(StreamConfiguration.builder().name("ORDERS").subjects("orders.>"));
    member.publish("orders", 2_000, 100);
    var management = member.connection().jetStreamManagement();
    for (int sequence = 51; sequence <= 100; sequence++) {
      management.deleteMessage("ORDERS", sequence);
    }
    member
        .connection()
        .keyValueManagement()
        .create(
            KeyValueConfiguration.builder()
                .name("kv")
                .maxHistoryPerKey(5)
                .storageType(StorageType.File)
                .build());
    for (int index = 0; index < 100; index++) {
      member.connection().keyValue("kv").put("key" + index % 9, "value" + index);
    }
    member.connection().keyValue("kv").delete("key3");
    member.create(StreamConfiguration.builder().name("EMPTY").subjects("empty"));
    return contents(member, List.of("ORDERS", "KV_kv", "EMPTY"));
  }

  private static String set(Result saved) {
    return Objects.requireNonNull(saved.set(), saved::toString);
  }

  private static Map<String, String> contents(TestMember member, Iterable<String> streams)
      throws Exception {
    Map<String, String> contents = new HashMap<>();
    for (String stream : streams) {
      contents.put(stream, member.read(stream));
    }
    return contents;
  }

  private static void delete(TestMember member, Iterable<String> streams) throws Exception {
    for (String stream : streams) {
      member.connection().jetStreamManagement().deleteStream(stream);
    }
  }
}
