// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.query.Query;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages of both directions as they were first sent. A hub and an agent of different builds
 * exchange them, so every later build must read each one; a file here is never changed. A message
 * of a new kind is recorded with {@code -Dbless=true}, which writes no file that is there already.
 */
class RecordedMessagesTest {
  private static final Path FOLDER = Path.of("src/test/resources/wire/v1");

  @ParameterizedTest
  @MethodSource("names")
  void isReadAsItWasMeant(String name) throws IOException {
    Object meant = Objects.requireNonNull(Recordings.all().get(name));
    byte[] recorded = recorded(name, meant);

    Object reread = Json.read(recorded, meant.getClass());

    assertThat(tree(Json.write(reread))).isEqualTo(tree(Json.write(meant)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void isStillSentSo(String name) throws IOException {
    Object meant = Objects.requireNonNull(Recordings.all().get(name));

    assertThat(tree(Json.write(meant))).isEqualTo(tree(recorded(name, meant)));
  }

  @Test
  void everyRecordingIsRead() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      List<String> recorded =
          files
              .filter(Files::isRegularFile)
              .map(file -> FOLDER.relativize(file).toString().replace(".json", ""))
              .toList();

      assertThat(recorded).containsExactlyInAnyOrderElementsOf(Recordings.all().keySet());
    }
  }

  @Test
  void signaturesOfThenAreGoodNow() throws IOException {
    assertThat(envelope("down/signed-index").verifies(Index.TYPE, keys())).isTrue();
    assertThat(envelope("down/signed-document").verifies(Document.TYPE, keys())).isTrue();
    assertThat(envelope("down/signed-query").verifies(Query.TYPE, keys())).isTrue();
  }

  static Stream<String> names() {
    return Recordings.all().keySet().stream();
  }

  private static JsonNode tree(byte[] json) throws IOException {
    return Json.mapper().readTree(json);
  }

  private static List<VerifyingKey> keys() {
    return List.of(Recordings.KEY.verifyingKey());
  }

  private static Envelope envelope(String name) throws IOException {
    return Json.read(Files.readAllBytes(file(name)), Envelope.class);
  }

  private static byte[] recorded(String name, Object meant) throws IOException {
    Path file = file(name);
    if (Boolean.getBoolean("bless") && Files.notExists(file)) {
      Files.createDirectories(file.getParent());
      Files.write(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(meant));
    }
    return Files.readAllBytes(file);
  }

  private static Path file(String name) {
    return FOLDER.resolve(name + ".json");
  }
}
