// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      assertThat(saved.verified().level()).isEqualTo("decoded");
      delete(member, before.keySet());
      Result restored = member.run(member.restore(saved.set()));
      assertThat(restored.state()).as("%s", restored).isEqualTo(Result.State.COMPLETE);
      assertThat(contents(member, before.keySet())).isEqualTo(before);
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
