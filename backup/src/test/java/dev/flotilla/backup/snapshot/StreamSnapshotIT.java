// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.backup.archive.ArchiveFormat;
import dev.flotilla.backup.archive.ArchiveSurvey;
import dev.flotilla.backup.archive.DamagedArchive;
import dev.flotilla.backup.archive.MessageTotals;
import dev.flotilla.backup.snapshot.SnapshotFailed.Reason;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.Permission;
import dev.flotilla.nats.jwt.UserClaims;
import dev.flotilla.nats.jwt.UserPermissions;
import dev.flotilla.nats.testing.ServerProcess;
import dev.flotilla.nats.testing.TestTrust;
import io.nats.client.Connection;
import io.nats.client.api.ConsumerConfiguration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots of real servers, read as archives and compared with what a client reads. */
@Execution(ExecutionMode.CONCURRENT)
class StreamSnapshotIT {
  private static final int MIB = 1024 * 1024;

  @ParameterizedTest
  @ValueSource(strings = {"2.11.17", "2.12.15", "2.14.9", "2.15.2", "2.15.3"})
  void holdWhatAClientReads(String version) throws Exception {
    try (Rig rig = Rig.of(version, 1)) {
      rig.create("GAPS", "{}");
      rig.publish("GAPS", 3_000, 7, 100);
      rig.ask("STREAM.PURGE.GAPS", "{\"seq\": 100}");
      for (int sequence : List.of(101, 500, 501, 502, 2_999, 3_000)) {
        boolean erased = sequence % 2 == 0;
        rig.ask(
            "STREAM.MSG.DELETE.GAPS", "{\"seq\":" + sequence + ",\"no_erase\":" + !erased + "}");
      }
      rig.create("LIMITED", "{\"max_msgs\": 700, \"max_msgs_per_subject\": 30}");
      rig.publish("LIMITED", 2_000, 50, 30);
      rig.create(
          "KV_kv",
          "{\"subjects\":[\"$KV.kv.>\"],\"max_msgs_per_subject\":5,"
              + "\"allow_rollup_hdrs\":true,\"allow_direct\":true}");
      var bucket = rig.connection().keyValue("kv");
      for (int index = 0; index < 200; index++) {
        bucket.put("key" + index % 23, "value" + index);
      }
      bucket.delete("key3");
      bucket.purge("key4");
      rig.create("TTL", "{\"allow_msg_ttl\": true, \"max_age\": 600000000000}");
      rig.publish("TTL", 10, 1, 1);
      rig.create("EMPTY", "{}");
      rig.create("EMPTIED", "{}");
      rig.publish("EMPTIED", 50, 1, 10);
      rig.ask("STREAM.PURGE.EMPTIED", "{}");

      ArchiveFormat format = version.startsWith("2.15") ? ArchiveFormat.RECORDS : ArchiveFormat.TAR;
      for (String stream : List.of("GAPS", "LIMITED", "KV_kv", "TTL", "EMPTY", "EMPTIED")) {
        survives(rig, stream, format);
      }
    }
  }

  private static void survives(Rig rig, String stream, ArchiveFormat format) throws Exception {
    MessageTotals read = rig.read(stream);
    String hash = read.sha256Hex();
    Rig.Taken taken = rig.take(stream);
    ArchiveSurvey survey = taken.survey();
    assertThat(survey.messages()).as(stream).isEqualTo(read.messages());
    assertThat(survey.range()).as(stream).isEqualTo(read.range());
    assertThat(survey.sha256()).as(stream).isEqualTo(hash);
    assertThat(survey.exact()).as(stream).isTrue();
    assertThat(survey.format()).isEqualTo(format);
    var state = rig.state(stream);
    assertThat(survey.bytes()).as(stream).isEqualTo(state.path("bytes").asLong());
    for (String field : List.of("messages", "bytes", "first_seq", "last_seq")) {
      assertThat(survey.state().path(field).asLong())
          .as("%s of %s", field, stream)
          .isEqualTo(state.path(field).asLong());
    }

    rig.delete(stream);
    RestoreAnswer answer = rig.restore(taken);
    assertThat(answer.state().path("messages").asLong()).as(stream).isEqualTo(read.messages());
    assertThat(answer.bytes()).isEqualTo(taken.archive().length);
    assertThat(rig.read(stream).sha256Hex()).as(stream).isEqualTo(hash);
    assertThat(rig.state(stream).path("last_seq")).as(stream).isEqualTo(state.path("last_seq"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.11.17", "2.15.3"})
  void isLongerThanItsWindow(String version) throws Exception {
    try (Rig rig = Rig.of(version, 1)) {
      rig.create("BIG", "{}");
      rig.publish("BIG", 700, 3, 64 * 1024);
      String hash = rig.read("BIG").sha256Hex();
      Rig.Taken taken = rig.take("BIG");
      assertThat(taken.archive()).hasSizeGreaterThan(40 * MIB);
      assertThat(taken.survey().sha256()).isEqualTo(hash);
      rig.delete("BIG");
      rig.restore(taken);
      assertThat(rig.read("BIG").sha256Hex()).isEqualTo(hash);
    }
  }

  /** The server gives up two seconds after the last acknowledgement. */
  @Test
  void aPauseOfTheReaderIsSurvived() throws Exception {
    try (Rig rig = Rig.of(Rig.OLDEST, 1)) {
      rig.create("BIG", "{}");
      rig.publish("BIG", 700, 3, 64 * 1024);
      try (StreamSnapshot snapshot =
          StreamSnapshot.begin(rig.api(), "BIG", SnapshotOptions.DEFAULT)) {
        byte[] start = snapshot.content().readNBytes(2 * MIB);
        assertThat(new CountDownLatch(1).await(5, TimeUnit.SECONDS)).isFalse();
        byte[] rest = snapshot.content().readAllBytes();
        assertThat(start.length + rest.length).isEqualTo((int) snapshot.bytes());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.14.9", "2.15.3"})
  void consumersKeepWhatIsPending(String version) throws Exception {
    try (Rig rig = Rig.of(version, 1)) {
      rig.create("WORK", "{}");
      rig.publish("WORK", 16, 1, 10);
      var consumer =
          rig.connection()
              .getStreamContext("WORK")
              .createOrUpdateConsumer(ConsumerConfiguration.builder().durable("worker").build());
      for (int index = 0; index < 10; index++) {
        var message = Objects.requireNonNull(consumer.next());
        if (index < 2) {
          message.ackSync(Rig.LIMIT);
        }
      }
      Rig.Taken taken = rig.take("WORK");
      ListedConsumers listed = ListedConsumers.of(rig.api(), "WORK");
      assertThat(taken.survey().consumers()).containsExactly("worker");
      assertThat(listed.infos()).containsOnlyKeys("worker");
      assertThat(listed.silent()).isEmpty();
      var state = Archives.consumers(taken.archive()).getFirst().state();
      assertThat(state.path("delivered").path("stream_seq").asLong()).isEqualTo(10);
      assertThat(state.path("ack_floor").path("stream_seq").asLong()).isEqualTo(2);
      assertThat(state.path("pending")).hasSize(8);

      rig.delete("WORK");
      rig.restore(taken);
      var info =
          Objects.requireNonNull(ListedConsumers.of(rig.api(), "WORK").infos().get("worker"));
      assertThat(info.path("num_ack_pending").asInt()).isEqualTo(8);
      assertThat(info.path("num_pending").asInt()).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.14.9", "2.15.3"})
  void everyCutAndEveryFlippedBitIsFound(String version) throws Exception {
    try (Rig rig = Rig.of(version, 1)) {
      rig.create("SMALL", "{}");
      rig.publish("SMALL", 20, 2, 20);
      rig.ask(
          "CONSUMER.CREATE.SMALL.worker",
          "{\"stream_name\":\"SMALL\",\"config\":{\"name\":\"worker\",\"durable_name\":\"worker\"}}");
      byte[] whole = rig.take("SMALL").archive();
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> survey(cut)).as("%d", length).isInstanceOf(DamagedArchive.class);
      }
      ArchiveSurvey expected = survey(whole);
      for (int at = 0; at < whole.length; at++) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << (at % 8));
        try {
          assertThat(survey(flipped)).as("byte %d", at).isEqualTo(expected);
        } catch (DamagedArchive found) {
          assertThat(found.place()).isNotEmpty();
        }
      }
    }
  }

  private static ArchiveSurvey survey(byte[] archive) throws IOException {
    return ArchiveSurvey.of(() -> new ByteArrayInputStream(archive));
  }

  @Test
  void whatCannotBeTakenIsNamed() throws Exception {
    try (Rig rig = Rig.of(Rig.NEWEST, 1)) {
      assertThat(reason(() -> rig.take("NONE"))).isEqualTo(Reason.NOT_FOUND);

      rig.create("BIG", "{}");
      rig.publish("BIG", 500, 3, 64 * 1024);
      TestTrust.Account account = rig.servers().trust().app();
      try (Connection other = rig.connect(() -> withoutAcknowledgements(account));
          StreamSnapshot snapshot =
              StreamSnapshot.begin(
                  JetStreamApi.of(other), "BIG", SnapshotOptions.DEFAULT.holding(16 * MIB))) {
        assertThatThrownBy(() -> snapshot.content().readAllBytes())
            .isInstanceOf(SnapshotFailed.class)
            .hasMessageContaining("may not publish to $JS.SNAPSHOT.ACK.BIG.>");
      }
      try (Connection other = rig.connect();
          StreamSnapshot snapshot =
              StreamSnapshot.begin(
                  JetStreamApi.of(other), "BIG", SnapshotOptions.DEFAULT.holding(4 * MIB))) {
        assertThat(snapshot.content().readNBytes(MIB)).hasSize(MIB);
        other.forceReconnect();
        assertThat(reason(() -> snapshot.content().readAllBytes()))
            .isEqualTo(Reason.CONNECTION_LOST);
      }
    }
  }

  @Test
  void anotherSnapshotIsWaitedFor() throws Exception {
    try (Rig rig = Rig.of(Rig.LAST_TAR, 1)) {
      rig.create("BIG", "{}");
      rig.publish("BIG", 500, 3, 64 * 1024);
      StreamSnapshot first =
          StreamSnapshot.begin(rig.api(), "BIG", SnapshotOptions.DEFAULT.holding(4 * MIB));
      assertThat(first.content().readNBytes(MIB)).hasSize(MIB);
      first.close();
      assertThat(rig.take("BIG").survey().messages()).isEqualTo(500);
    }
  }

  @Test
  void aLeaderThatIsKilledIsNamed() throws Exception {
    try (Rig rig = Rig.of(Rig.NEWEST, 3)) {
      rig.create("BIG", "{\"num_replicas\": 3}");
      rig.publish("BIG", 500, 3, 64 * 1024);
      String leader = rig.api().info("BIG").path("cluster").path("leader").asText();
      String other = leader.equals("test-0") ? "test-1" : "test-0";
      try (Connection connection = rig.connectTo(other);
          StreamSnapshot snapshot =
              StreamSnapshot.begin(
                  JetStreamApi.of(connection), "BIG", SnapshotOptions.DEFAULT.holding(4 * MIB))) {
        assertThat(snapshot.leader()).isEqualTo(leader);
        InputStream content = snapshot.content();
        assertThat(content.readNBytes(MIB)).hasSize(MIB);
        server(rig, leader).kill();
        assertThat(reason(content::readAllBytes)).isEqualTo(Reason.LEADER_LOST);
      }
      Rig.Taken again = rig.take("BIG");
      assertThat(again.survey().messages()).isEqualTo(500);
    }
  }

  private static ServerProcess server(Rig rig, String name) {
    return rig.servers().servers().stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** An action that fails. */
  private interface Action {
    Object run() throws Exception;
  }

  private static Reason reason(Action action) {
    try {
      throw new AssertionError("it succeeded: " + action.run());
    } catch (SnapshotFailed failed) {
      return failed.reason();
    } catch (Exception other) {
      throw new AssertionError(other);
    }
  }

  private static Credentials withoutAcknowledgements(TestTrust.Account account) {
    Nkey user = new Nkeys(new SecureRandom()).user();
    UserPermissions permissions =
        UserPermissions.of(Permission.only("$JS.API.>"), Permission.only("_INBOX.>"));
    UserClaims claims =
        UserClaims.of(user.publicKey(), "test", account.key().publicKey(), permissions);
    return new Credentials(claims.sign(account.signing(), Instant.now()), user);
  }
}
