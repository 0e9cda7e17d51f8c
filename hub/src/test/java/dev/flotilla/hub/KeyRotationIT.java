// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.hub.keys.DirectoryKeyStore;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.hub.keys.RotateKeyCommand;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.admission.Admission;
import dev.flotilla.protocol.admission.Verdict;
import dev.flotilla.protocol.admission.Watermark;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.enrolment.SyncReply;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.subject.Subjects;
import dev.flotilla.protocol.trust.KeySet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The hub's signing key is replaced under a root, and agents that pinned the root follow. */
class KeyRotationIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final ResourceKey ORDERS = ResourceKind.NATS_CLUSTER.key("nats", "orders");

  @TempDir Path folder;

  @Test
  void agentsFollowTheNewKeyAndTheOldOneSignsNothingMore() throws IOException {
    try (HubProcess hub = new HubProcess(folder).start();
        TestAgent agent = hub.member("east", "nats")) {
      agent.connect(hub.natsUrl(), (_, _) -> {});
      hub.admin()
          .put(
              "/api/v1/natsclusters/east/nats/orders",
              "application/json",
              Manifests.cluster("nats", "orders", 3));
      await().atMost(SOON).until(() -> agent.document(ORDERS).isPresent());
      HubKeys old = open(hub.keys());
      Watermark seen = admitted(old.keySet(), agent, Watermark.NONE);
      Envelope oldIndex = envelope(agent, Subjects.inboxIndex(agent.id()));
      hub.close();

      Path rotated = folder.resolve("rotated");
      assertThat(rotate(hub, rotated, "root-2.key")).isZero();
      hub.with("KEYS_DIR", rotated.resolve("keys").toString()).start();

      agent.connect(hub.natsUrl(), (_, _) -> {});
      Envelope offered =
          Json.read(
                  agent.service(Subjects.Service.SYNC, Map.of()).orElseThrow().getData(),
                  SyncReply.class)
              .keySet();
      KeySet keys = old.roots().open(offered).orElseThrow();
      assertThat(keys.epoch()).isEqualTo(old.keySet().epoch() + 1);
      Watermark after = admitted(keys, agent, seen);
      assertThat(after.epoch()).isEqualTo(keys.epoch());
      assertThat(verifiedBy(old.keySet(), agent)).as("signed by the old key").isFalse();
      assertThat(new Admission(agent.id(), keys).judgeIndex(oldIndex, after, Instant.now()))
          .as("what the old key signed is no longer admitted")
          .isInstanceOf(Verdict.Refused.class);
      assertThat(keys.keys())
          .as("what it signed can still be verified where it lies")
          .extracting(KeySet.Entry::key)
          .contains(old.signingKey().verifyingKey());
    }
  }

  @Test
  void aKeyThatIsNoRootOfTheFleetIsRefused() {
    HubProcess other = new HubProcess(folder.resolve("other"));
    HubProcess hub = new HubProcess(folder);
    Path stranger = other.keys().resolveSibling("offline").resolve("root-1.key");

    int code =
        new CommandLine(new RotateKeyCommand(Clock.systemUTC()))
            .execute(
                "--keys", hub.keys().toString(),
                "--root", stranger.toString(),
                "--out", folder.resolve("refused").toString());

    assertThat(code).isEqualTo(2);
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  private static int rotate(HubProcess hub, Path out, String root) {
    return new CommandLine(new RotateKeyCommand(Clock.systemUTC()))
        .execute(
            "--keys", hub.keys().toString(),
            "--root", hub.keys().resolveSibling("offline").resolve(root).toString(),
            "--out", out.toString());
  }

  /** Judges index and document as an agent does. */
  private static Watermark admitted(KeySet keys, TestAgent agent, Watermark before) {
    Admission admission = new Admission(agent.id(), keys);
    Verdict<Index> index =
        admission.judgeIndex(
            envelope(agent, Subjects.inboxIndex(agent.id())), before, Instant.now());
    assertThat(index).isInstanceOf(Verdict.Admitted.class);
    Index admitted = ((Verdict.Admitted<Index>) index).value();
    Watermark entered = before.enter(admitted.issue().epoch());
    Index.Entry announced =
        admitted.entries().stream()
            .filter(entry -> entry.key().equals(ORDERS))
            .findFirst()
            .orElseThrow();
    Verdict<Document> document =
        admission.judgeDocument(
            envelope(agent, Subjects.inbox(agent.id(), ORDERS)), announced, entered, Instant.now());
    assertThat(document).isInstanceOf(Verdict.Admitted.class);
    return entered.index(admitted.revision());
  }

  private static boolean verifiedBy(KeySet keys, TestAgent agent) {
    return envelope(agent, Subjects.inboxIndex(agent.id()))
            .verifies(Index.TYPE, keys.validAt(Instant.now()))
        || envelope(agent, Subjects.inbox(agent.id(), ORDERS))
            .verifies(Document.TYPE, keys.validAt(Instant.now()));
  }

  private static Envelope envelope(TestAgent agent, String key) {
    return Json.read(agent.directGet(key).orElseThrow(), Envelope.class);
  }

  private static HubKeys open(Path keys) throws IOException {
    return HubKeys.open(new DirectoryKeyStore(keys));
  }
}
