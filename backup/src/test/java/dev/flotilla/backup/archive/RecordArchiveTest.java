// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordArchiveTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Test
  void whatIsWrittenIsCounted() throws IOException {
    ArchiveSurvey survey = survey(archive(20));
    assertThat(survey.format()).isEqualTo(ArchiveFormat.RECORDS);
    assertThat(survey.messages()).isEqualTo(20);
    assertThat(survey.consumers()).containsExactly("c");
    assertThat(survey.range().orElseThrow().lastSequence()).isEqualTo(60);
  }

  @Test
  void cutAnywhereItIsDamaged() throws IOException {
    byte[] whole = archive(20);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> survey(cut)).as("%d", length).isInstanceOf(DamagedArchive.class);
    }
  }

  @Test
  void noFlippedBitChangesTheContent() throws IOException {
    byte[] whole = archive(20);
    ArchiveSurvey expected = survey(whole);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        assertThat(survey(flipped)).as("bit %d", bit).isEqualTo(expected);
      } catch (DamagedArchive found) {
        assertThat(found.place()).contains("byte ");
      }
    }
  }

  @Test
  void withoutItsEndMarkItIsDamaged() {
    assertThatThrownBy(() -> survey(unfinished()))
        .isInstanceOf(DamagedArchive.class)
        .hasMessageEndingWith("it ends without its end mark");
  }

  @Test
  void garbageIsDamaged() {
    byte[] garbage = new byte[5_000];
    new Random(4).nextBytes(garbage);
    assertThatThrownBy(() -> survey(garbage))
        .isInstanceOf(DamagedArchive.class)
        .hasMessage("damaged archive at byte 0: it is not compressed as servers compress");
  }

  @Test
  void headersInAnotherOrderAndSpacingHashAlike() {
    String first = hash("NATS/1.0\r\nB:2\r\nA: 1\r\nB:  3\r\n\r\n");
    assertThat(hash("NATS/1.0\r\nA:1\r\nB: 2\r\nB: 3\r\n\r\n")).isEqualTo(first);
    assertThat(hash("NATS/1.0\r\nA:1\r\nB: 3\r\nB: 2\r\n\r\n")).isNotEqualTo(first);
    byte[] own = HeaderBlock.of(Map.of("B", List.of("2", "3"), "A", List.of("1")));
    assertThat(hash(new String(own, UTF_8))).isEqualTo(first);
  }

  private static String hash(String headers) {
    MessageTotals totals = new MessageTotals();
    totals.add(new ArchiveEntry.Message(1, 2, "s", headers.getBytes(UTF_8), new byte[3]));
    return totals.sha256Hex();
  }

  private static byte[] unfinished() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RecordArchiveWriter writer = new RecordArchiveWriter(out, state(9), List.of())) {
      writer.write(message(3));
    }
    return out.toByteArray();
  }

  private static byte[] archive(int messages) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<ArchiveEntry.Consumer> consumers =
        List.of(new ArchiveEntry.Consumer("c", JSON.objectNode(), JSON.objectNode()));
    try (RecordArchiveWriter writer =
        new RecordArchiveWriter(out, state(messages * 3L), consumers)) {
      for (int index = 1; index <= messages; index++) {
        writer.write(message(index * 3L));
      }
      writer.finish();
    }
    return out.toByteArray();
  }

  private static ArchiveEntry.Message message(long sequence) {
    return new ArchiveEntry.Message(
        sequence,
        -sequence,
        "s." + sequence,
        "NATS/1.0\r\nA: 1\r\n\r\n".getBytes(UTF_8),
        new byte[8]);
  }

  private static ObjectNode state(long last) {
    return JSON.objectNode().put("first_seq", 1).put("last_seq", last);
  }

  private static ArchiveSurvey survey(byte[] archive) throws IOException {
    return ArchiveSurvey.of(() -> new ByteArrayInputStream(archive));
  }
}
