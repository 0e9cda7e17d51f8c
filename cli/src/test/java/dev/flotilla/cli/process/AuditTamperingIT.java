// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.process.Launcher.Run;
import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.testing.HubAccount;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.audit.AuditEntry;
import dev.flotilla.protocol.audit.AuditRow;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An attacker with all permissions of the hub changes the stored audit log while the hub runs;
 * {@code flotilla audit verify} reports the first bad row.
 */
class AuditTamperingIT {
  private static final int CHANGED = 4;

  @TempDir static Path folder;
  private static HubProcess hub;
  private static HubAccount account;
  private static JetStreamManagement streams;
  private static StreamConfiguration stream;
  private static List<byte[]> honest;
  private static Launcher launcher;

  @BeforeAll
  static void recordSomething() throws Exception {
    hub = new HubProcess(folder).start();
    account = new HubAccount(hub.keys(), hub.natsPort());
    streams = account.connection().jetStreamManagement();
    launcher = new Launcher(Files.createDirectory(folder.resolve("home")));
    assertThat(launcher.login(hub, hub.adminToken(), "--ca", hub.authority().toString()).exit())
        .isZero();
    for (String name : List.of("one", "two", "three", "four", "five", "six")) {
      assertThat(launcher.run("token", "create", name).exit()).isZero();
    }
    stream = streams.getStreamInfo(HubStreams.AUDIT).getConfiguration();
    honest = stored();
  }

  @AfterAll
  static void stop() throws Exception {
    account.close();
    hub.close();
  }

  @Test
  void theRecordAsItWasWrittenIsWholeAgain() throws Exception {
    rewrite(rows -> {});

    Run verified = launcher.run("audit", "verify");

    assertThat(verified.exit()).as(verified.out()).isZero();
    assertThat(verified.out()).contains("the chain is intact up to row " + honest.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"at\":\"20",
        "\"act",
        "\"actor\":\"adm",
        "\"outcome\":\"do",
        "join token f",
        "previousHash\":\"sha256:",
        "\"hash\":\"sha256:"
      })
  void aFlippedByteIsNamed(String after) throws Exception {
    rewrite(rows -> rows.set(CHANGED - 1, flipped(rows.get(CHANGED - 1), after)));

    broken(CHANGED, "row " + CHANGED);
  }

  @Test
  void aRemovedRowIsNamed() throws Exception {
    rewrite(rows -> rows.remove(CHANGED - 1));

    broken(CHANGED + 1, "row " + CHANGED + " is missing");
  }

  @Test
  void theFirstRowRemovedIsNamed() throws Exception {
    rewrite(rows -> rows.remove(0));

    broken(2, "row 1 is missing");
  }

  @Test
  void aMessageDeletedFromTheStreamIsNamed() throws Exception {
    rewrite(rows -> {});

    assertThat(streams.deleteMessage(HubStreams.AUDIT, CHANGED)).isTrue();

    broken(CHANGED + 1, "row " + CHANGED + " is missing");
  }

  @Test
  void aGapAfterTheLastRowOfAPageDoesNotEndTheRecord() throws Exception {
    rewrite(rows -> {});
    assertThat(streams.deleteMessage(HubStreams.AUDIT, CHANGED)).isTrue();

    JsonNode page = hub.admin().get("/api/v1/audit?limit=" + (CHANGED - 1)).body();

    assertThat(page.path("items")).hasSize(CHANGED - 1);
    assertThat(page.path("next").asLong()).isEqualTo(CHANGED - 1);
  }

  @Test
  void reorderedRowsAreNamed() throws Exception {
    rewrite(rows -> Collections.swap(rows, CHANGED - 1, CHANGED));

    broken(CHANGED + 1, "row " + CHANGED + " is missing or out of order");
    Run verified = launcher.run("audit", "verify");
    assertThat(verified.exit()).isEqualTo(1);
    assertThat(verified.out())
        .startsWith(
            "The audit log has been tampered with: row " + CHANGED + " is missing or out of order");
  }

  @Test
  void aRowWrittenAnewIsNamedAtTheNextOne() throws Exception {
    rewrite(
        rows -> {
          AuditRow row = AuditRow.stored(rows.get(CHANGED - 1)).orElseThrow();
          AuditEntry other = AuditRow.stored(rows.getLast()).orElseThrow().entry();
          AuditEntry forged =
              new AuditEntry(
                  CHANGED,
                  row.entry().at(),
                  "mallory",
                  other.action(),
                  other.subject(),
                  other.outcome(),
                  other.code(),
                  other.detail());
          rows.set(CHANGED - 1, Json.write(AuditRow.chain(forged, row.previousHash())));
        });

    broken(CHANGED + 1, "row " + (CHANGED + 1) + " is not chained to row " + CHANGED);
  }

  private static void broken(long row, String reason) throws Exception {
    Run run = launcher.run("audit", "verify", "-o", "json");

    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    JsonNode verdict = Json.read(run.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    assertThat(verdict.path("intact").asBoolean(true)).isFalse();
    assertThat(verdict.path("firstBadRow").asLong()).isEqualTo(row);
    assertThat(verdict.path("reason").asText()).contains(reason);
  }

  private static List<byte[]> stored() throws Exception {
    List<byte[]> rows = new ArrayList<>();
    long last = streams.getStreamInfo(HubStreams.AUDIT).getStreamState().getLastSequence();
    for (long sequence = 1; sequence <= last; sequence++) {
      rows.add(streams.getMessage(HubStreams.AUDIT, sequence).getData());
    }
    return rows;
  }

  // The stream denies deletion and purge of messages; who owns the account can make another in its
  // place, which then denies neither.
  private static void rewrite(Consumer<List<byte[]>> change) throws Exception {
    List<byte[]> rows = new ArrayList<>(honest);
    change.accept(rows);
    assertThat(streams.deleteStream(HubStreams.AUDIT)).isTrue();
    streams.addStream(StreamConfiguration.builder(stream).denyDelete(false).build());
    for (byte[] row : rows) {
      account.connection().jetStream().publish(HubStreams.AUDIT_SUBJECT, row);
    }
  }

  private static byte[] flipped(byte[] row, String after) {
    int index = new String(row, StandardCharsets.UTF_8).indexOf(after) + after.length();
    byte[] copy = row.clone();
    copy[index] ^= 1;
    return copy;
  }
}
