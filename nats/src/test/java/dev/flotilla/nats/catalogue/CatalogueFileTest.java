// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A catalogue comes from outside: one that would leave a judgement without an answer is refused.
 */
class CatalogueFileTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void readsAFieldOfALaterBuildAndADigest() throws IOException {
    String digest = "sha256:" + "a".repeat(64);

    Catalogue read =
        Catalogue.read(
            changed(
                file -> {
                  file.put("homepage", "https://example.org");
                  release(file).put("digest", digest);
                }));

    assertThat(read.image(ServerVersion.of("2.11.17")))
        .isEqualTo("docker.io/library/nats:2.11.17@" + digest);
  }

  static Stream<Arguments> refusesWhatIsInconsistent() {
    return Stream.of(
        wrong("its format is 2", file -> file.put("format", 2)),
        wrong("its format is 0", file -> file.remove("format")),
        wrong("serial is missing", file -> file.remove("serial")),
        wrong("issued is missing", file -> file.remove("issued")),
        wrong("Cannot deserialize", file -> file.put("issued", "yesterday")),
        wrong("image is missing", file -> file.remove("image")),
        wrong("image is not", file -> file.put("image", "docker.io/library/nats:2")),
        wrong("image is not", file -> file.put("image", "nats:{version}")),
        wrong("image is not", file -> file.put("image", "docker.io/x:{version} --y")),
        wrong("it has no lines", file -> file.putArray("lines")),
        wrong("addons.nack is not", file -> ((ObjectNode) file.get("addons")).remove("nack")),
        wrong("a line has no name", file -> line(file).remove("name")),
        wrong("not of the form 2.15", file -> line(file).put("name", "two")),
        wrong("a line has no support", file -> line(file).remove("support")),
        wrong("not in order", file -> lines(file).add(line(file).deepCopy())),
        wrong("a line has no releases", file -> line(file).putArray("releases")),
        wrong("2.11 has a version of another line", file -> line(file).put("floor", "2.12.1")),
        wrong("a release has no version", file -> release(file).remove("version")),
        wrong("2.11 has a version of another line", file -> release(file).put("version", "2.12.1")),
        wrong("not a version such as", file -> release(file).put("version", "2.11")),
        wrong("has a digest that is not", file -> release(file).put("digest", "sha256:12")),
        wrong("upgrades to 2.13", file -> line(file).putArray("upgradesTo").add("2.13")),
        wrong("upgrades to 2.11", file -> line(file).putArray("upgradesTo").add("2.11")),
        wrong("no way from 2.11", file -> line(file).putArray("upgradesTo")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refusesWhatIsInconsistent(String sentence, Consumer<ObjectNode> change) {
    assertThatThrownBy(() -> Catalogue.read(changed(change)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void refusesWhatIsNoJson() {
    for (String text : new String[] {"", "catalogue", "[]", "{\"format\":1,\"format\":1}"}) {
      assertThatThrownBy(() -> Catalogue.read(text.getBytes(UTF_8)))
          .as(text)
          .isInstanceOf(IOException.class);
    }
  }

  private static Arguments wrong(String sentence, Consumer<ObjectNode> change) {
    return Arguments.of(sentence, change);
  }

  private static ArrayNode lines(ObjectNode file) {
    return (ArrayNode) file.get("lines");
  }

  private static ObjectNode line(ObjectNode file) {
    return (ObjectNode) lines(file).get(0);
  }

  private static ObjectNode release(ObjectNode file) {
    return (ObjectNode) line(file).get("releases").get(0);
  }

  private static byte[] changed(Consumer<ObjectNode> change) throws IOException {
    try (InputStream bundled = Catalogue.class.getResourceAsStream("catalogue.json")) {
      JsonNode file = JSON.readTree(bundled);
      change.accept((ObjectNode) file);
      return JSON.writeValueAsBytes(file);
    }
  }
}
