// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.backup.archive.ArchiveEntry;
import dev.flotilla.backup.archive.RecordArchiveWriter;
import dev.flotilla.backup.snapshot.RestoreFailed.Cleanup;
import dev.flotilla.nats.testing.ServerProcess;
import io.nats.client.Connection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restore that does not succeed leaves nothing, on real servers. */
@SuppressWarnings("InputStreamSlowMultibyteRead") // They give no byte at all.
@Execution(ExecutionMode.CONCURRENT)
class StreamRestoreIT {
  private static final int MIB = 1024 * 1024;

  @ParameterizedTest
  @ValueSource(strings = {"2.14.9", "2.15.3"})
  void damagedArchivesLeaveNothing(String version) throws Exception {
    try (Rig rig = Rig.of(version, 1)) {
      rig.create("S", "{}");
      rig.publish("S", 2_000, 3, 4 * 1024);
      Rig.Taken whole = rig.take("S");
      rig.delete("S");
      byte[] archive = whole.archive();
      byte[] flipped = archive.clone();
      flipped[archive.length / 2] ^= 1;
      byte[] garbage = new byte[100_000];
      new Random(5).nextBytes(garbage);
      for (byte[] damaged :
          List.of(
              Arrays.copyOf(archive, archive.length - 1),
              Arrays.copyOf(archive, archive.length / 2),
              Arrays.copyOf(archive, 500),
              new byte[0],
              flipped,
              garbage)) {
        assertThatThrownBy(() -> rig.restore(new Rig.Taken(whole.request(), damaged)))
            .as("%d bytes", damaged.length)
            .isInstanceOfSatisfying(RestoreFailed.class, failed -> deleted(failed))
            .hasRootCauseInstanceOf(ApiError.class);
        gone(rig, "S");
      }
      assertThat(rig.restore(whole).state().path("messages").asLong()).isEqualTo(2_000);
    }
  }

  private static void deleted(RestoreFailed failed) {
    assertThat(failed.cleanup()).as(failed.getMessage()).isEqualTo(Cleanup.DELETED);
  }

  private static void gone(Rig rig, String stream) {
    assertThatThrownBy(() -> rig.api().info(stream))
        .isInstanceOfSatisfying(
            ApiError.class, refused -> assertThat(refused.code()).isEqualTo(10059));
  }

  @Test
  void whatExistsStaysAsItIs() throws Exception {
    try (Rig rig = Rig.of(Rig.NEWEST, 1)) {
      rig.create("S", "{}");
      rig.publish("S", 10, 1, 10);
      Rig.Taken taken = rig.take("S");
      rig.publish("S", 5, 1, 10);
      assertThatThrownBy(() -> rig.restore(taken))
          .isInstanceOf(StreamExists.class)
          .hasMessage("a stream S exists; a restore never replaces one");
      assertThat(rig.state("S").path("messages").asLong()).isEqualTo(15);

      ((ObjectNode) taken.request().config()).put("max_age", 1);
      rig.delete("S");
      assertThatThrownBy(() -> rig.restore(taken))
          .isInstanceOfSatisfying(
              RestoreFailed.class,
              failed -> assertThat(failed.cleanup()).isEqualTo(Cleanup.NOTHING_CREATED));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.15.2", "2.15.3"})
  void ownArchivesAreRestored(String version) throws Exception {
    try (Rig rig = Rig.of(version, 1)) {
      rig.create("S", "{}");
      rig.publish("S", 1_000, 3, 100);
      rig.ask("STREAM.MSG.DELETE.S", "{\"seq\":7}");
      rig.ask(
          "CONSUMER.CREATE.S.c",
          "{\"stream_name\":\"S\",\"config\":{\"name\":\"c\",\"durable_name\":\"c\"}}");
      String hash = rig.read("S").sha256Hex();
      Rig.Taken taken = rig.take("S");
      ByteArrayOutputStream own = new ByteArrayOutputStream();
      try (RecordArchiveWriter writer =
          new RecordArchiveWriter(
              own, (ObjectNode) taken.request().state(), Archives.consumers(taken.archive()))) {
        for (ArchiveEntry.Message message : Archives.messages(taken.archive())) {
          writer.write(message);
        }
        writer.finish();
      }
      rig.delete("S");
      rig.restore(new Rig.Taken(taken.request(), own.toByteArray()));
      assertThat(rig.read("S").sha256Hex()).isEqualTo(hash);
      assertThat(ListedConsumers.of(rig.api(), "S").infos()).containsKey("c");
    }
  }

  /** Longer than the five seconds after which a server gives up. */
  @ParameterizedTest
  @ValueSource(strings = {"2.11.17", "2.15.3"})
  void aPauseOfTheSourceIsSurvived(String version) throws Exception {
    try (Rig rig = Rig.of(version, 1)) {
      Rig.Taken taken = filled(rig, 4 * MIB);
      byte[] archive = taken.archive();
      InputStream pausing =
          new SequenceInputStream(
              new ByteArrayInputStream(archive, 0, 2 * MIB),
              new SequenceInputStream(
                  new Pause(), new ByteArrayInputStream(archive, 2 * MIB, archive.length)));
      RestoreAnswer answer = rig.restore().restore(taken.request(), pausing);
      assertThat(answer.state().path("messages").asLong()).isEqualTo(64);
      assertThat(answer.bytes()).isEqualTo(archive.length);
    }
  }

  /** Ends after seven seconds. */
  private static final class Pause extends InputStream {
    @Override
    public int read() throws IOException {
      try {
        assertThat(new CountDownLatch(1).await(7, TimeUnit.SECONDS)).isFalse();
      } catch (InterruptedException interrupted) {
        throw new IOException(interrupted);
      }
      return -1;
    }
  }

  private static Rig.Taken filled(Rig rig, int bytes) throws Exception {
    rig.create("S", "{}");
    rig.publish("S", bytes / (64 * 1024), 1, 64 * 1024);
    Rig.Taken taken = rig.take("S");
    rig.delete("S");
    return taken;
  }

  /** Ends with what is done instead of reading on. */
  private static InputStream broken(byte[] archive, int length, Breaking breaking) {
    return new SequenceInputStream(
        new ByteArrayInputStream(archive, 0, length),
        new InputStream() {
          @Override
          public int read() throws IOException {
            try {
              return breaking.run();
            } catch (InterruptedException interrupted) {
              throw new IOException(interrupted);
            }
          }
        });
  }

  /** What happens in the middle of an archive. */
  private interface Breaking {
    int run() throws IOException, InterruptedException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.14.9", "2.15.3"})
  void failuresInTheMiddleLeaveNothing(String version) throws Exception {
    try (Rig rig = Rig.of(version, 1)) {
      Rig.Taken taken = filled(rig, 8 * MIB);
      byte[] archive = taken.archive();

      InputStream failing =
          broken(
              archive,
              4 * MIB,
              () -> {
                throw new IOException("the disk is gone");
              });
      assertThatThrownBy(() -> rig.restore().restore(taken.request(), failing))
          .isInstanceOfSatisfying(RestoreFailed.class, failed -> deleted(failed))
          .hasMessage("restore of S: the disk is gone; what was restored of it is deleted");
      gone(rig, "S");

      Connection closing = rig.connect();
      InputStream closed =
          broken(
              archive,
              4 * MIB,
              () -> {
                closing.close();
                return -1;
              });
      StreamRestore over =
          new StreamRestore(JetStreamApi.of(closing), rig::connect, RestoreOptions.DEFAULT);
      assertThatThrownBy(() -> over.restore(taken.request(), closed))
          .isInstanceOfSatisfying(RestoreFailed.class, failed -> deleted(failed));
      gone(rig, "S");

      Thread here = Thread.currentThread();
      InputStream interrupting =
          broken(
              archive,
              4 * MIB,
              () -> {
                here.interrupt();
                new CountDownLatch(1).await();
                return -1;
              });
      assertThatThrownBy(() -> rig.restore().restore(taken.request(), interrupting))
          .isInstanceOfSatisfying(RestoreFailed.class, failed -> deleted(failed));
      assertThat(Thread.interrupted()).isTrue();
      gone(rig, "S");

      assertThat(rig.restore(taken).state().path("messages").asLong()).isEqualTo(128);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.14.9", "2.15.3"})
  void aLeaderThatIsKilledLeavesNothing(String version) throws Exception {
    try (Rig rig = Rig.of(version, 3)) {
      rig.create("S", "{\"num_replicas\": 3}");
      rig.publish("S", 128, 1, 64 * 1024);
      Rig.Taken taken = rig.take("S");
      rig.delete("S");
      AtomicReference<ServerProcess> killed = new AtomicReference<>();
      InputStream archive =
          broken(
              taken.archive(),
              4 * MIB,
              () -> {
                killed.set(receiver(rig));
                killed.get().kill();
                return -1;
              });
      assertThatThrownBy(() -> rig.restore().restore(taken.request(), archive))
          .isInstanceOfSatisfying(RestoreFailed.class, failed -> deleted(failed));
      killed.get().start();
      await()
          .atMost(Rig.LIMIT)
          .ignoreExceptions()
          .until(() -> rig.restore(taken).state().path("messages").asLong() == 128);
    }
  }

  private static ServerProcess receiver(Rig rig) {
    return rig.servers().servers().stream()
        .filter(server -> server.logText().contains("Starting restore for stream"))
        .findFirst()
        .orElseThrow();
  }
}
