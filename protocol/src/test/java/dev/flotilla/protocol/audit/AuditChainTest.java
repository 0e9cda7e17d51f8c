// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.audit.AuditChain.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuditChainTest {
  private static final String[] FIRST_RELEASE = {
    """
    {"entry":{"sequence":1,"at":"2026-11-21T03:00:00Z","actor":"ada","action":"natscluster.deploy",\
    "subject":"prod-eu/nats/orders","outcome":"done","code":"","detail":"operation 01KAJ"},\
    "previousHash":"sha256:0000000000000000000000000000000000000000000000000000000000000000",\
    "hash":"sha256:85def455fb96c00675c1207d42fb0f75c2682847b8e740e7b91bb6326c4e1333"}\
    """,
    """
    {"entry":{"sequence":2,"at":"2026-11-21T03:00:00.120Z","actor":"agent/aaaaaaaaaaaaaaaaaaaaaaaaaa","action":"document.admit",\
    "subject":"index@7","outcome":"refused","code":"BAD_SIGNATURE","detail":"Its signature is not the hub's."},\
    "previousHash":"sha256:85def455fb96c00675c1207d42fb0f75c2682847b8e740e7b91bb6326c4e1333",\
    "hash":"sha256:de7d5b254a6b9558bdb4b20a6fb07fd932b9b33fe566e4f2150dc231fe3289b0"}\
    """,
  };

  @Test
  void followsAWholeChain() {
    assertThat(firstBreak(chain(5))).isZero();
  }

  @Test
  void namesAChangedRow() {
    var rows = chain(5);
    var third = rows.get(2);
    rows.set(2, new AuditRow(entry(3, "mallory"), third.previousHash(), third.hash()));

    assertThat(firstBreak(rows)).isEqualTo(3);
  }

  @Test
  void namesTheRowThatStandsInPlaceOfARemovedOne() {
    var rows = chain(5);
    rows.remove(2);

    assertThat(firstBreak(rows)).isEqualTo(4);
  }

  @Test
  void namesTheFirstOfTwoSwappedRows() {
    var rows = chain(5);
    Collections.swap(rows, 1, 2);

    assertThat(firstBreak(rows)).isEqualTo(3);
  }

  @Test
  void aRowHashedAgainBreaksTheChainAtTheNextOne() {
    var rows = chain(5);
    rows.set(2, AuditRow.chain(entry(3, "mallory"), rows.get(1).hash()));

    assertThat(firstBreak(rows)).isEqualTo(4);
  }

  @Test
  void namesTheRowOfWhichAnyOneBitWasFlipped() {
    List<AuditRow> rows = chain(3);
    byte[] stored = Json.write(rows.get(1));
    for (int bit = 0; bit < stored.length * Byte.SIZE; bit++) {
      byte[] flipped = stored.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      AuditRow read =
          AuditRow.stored(flipped)
              .orElseGet(() -> AuditRow.unreadable(2, Instant.parse("2026-11-21T03:00:00Z")));
      List<AuditRow> tampered = List.of(rows.get(0), read, rows.get(2));

      assertThat(firstBreak(tampered))
          .as(new String(flipped, StandardCharsets.UTF_8))
          .isEqualTo(read.entry().sequence());
    }
    assertThat(AuditRow.stored(stored)).contains(rows.get(1));
  }

  /** These bytes lie in the stores of hubs: they stay as they are, whatever an entry gains. */
  @Test
  void rowsOfTheFirstReleaseStayWhole() {
    List<AuditRow> rows =
        Stream.of(FIRST_RELEASE)
            .map(row -> AuditRow.stored(row.getBytes(StandardCharsets.UTF_8)).orElseThrow())
            .toList();

    assertThat(firstBreak(rows)).isZero();
  }

  private static long firstBreak(List<AuditRow> rows) {
    var chain = AuditChain.START;
    for (AuditRow row : rows) {
      switch (chain.follow(row)) {
        case Step.Good(var next) -> chain = next;
        case Step.Broken(var sequence, _) -> {
          return sequence;
        }
      }
    }
    return 0;
  }

  private static List<AuditRow> chain(int length) {
    var rows = new ArrayList<AuditRow>();
    String previous = AuditRow.GENESIS;
    for (int sequence = 1; sequence <= length; sequence++) {
      var row = AuditRow.chain(entry(sequence, "ada"), previous);
      rows.add(row);
      previous = row.hash();
    }
    return rows;
  }

  private static AuditEntry entry(long sequence, String actor) {
    return new AuditEntry(
        sequence,
        Instant.parse("2026-11-21T03:00:00Z"),
        actor,
        "natscluster.deploy",
        "prod-eu/nats/orders",
        AuditEntry.Outcome.DONE,
        "",
        "");
  }
}
