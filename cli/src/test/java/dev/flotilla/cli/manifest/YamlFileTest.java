// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.manifest.YamlFile.SyntaxError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {

  @ParameterizedTest
  @CsvSource({
    "no, '\"no\"'",
    "True, true",
    "2026-12-01, '\"2026-12-01\"'",
    "1:30, '\"1:30\"'",
    "0644, '\"0644\"'",
    "2.15.2, '\"2.15.2\"'",
    "2.15, 2.15",
    "-3, -3",
    "1e3, 1000.0",
    "12345678901234567890, 12345678901234567890",
    "~, null",
    "'', null"
  })
  void anUnquotedScalarIsWhatTheHubTakesItFor(String scalar, String json) {
    assertThat(only("value: " + scalar).tree().get("value")).hasToString(json);
  }

  @Test
  void everyFieldHasItsLine() {
    YamlDocument document =
        only(
            """
            metadata:
              labels:
                example.org/team: shop
            spec:
              waivers:
                - EVEN_REPLICAS
                - TLS_OFF
              resources: {limits: {cpu: 1}}
            """);

    assertThat(document.lineOf("metadata.labels.example.org/team")).isEqualTo(3);
    assertThat(document.lineOf("spec.waivers[1]")).isEqualTo(7);
    assertThat(document.lineOf("spec.resources.limits.cpu")).isEqualTo(8);
  }

  @Test
  void anAbsentFieldHasTheLineOfWhatWouldHoldIt() {
    YamlDocument document = only("# first\nmetadata: {}\nspec:\n  replicas: 3\n");

    assertThat(document.lineOf("spec.resources.limits.memory")).isEqualTo(3);
    assertThat(document.lineOf("kind")).isEqualTo(2);
    assertThat(document.lineOf("")).isEqualTo(2);
  }

  @Test
  void whatStandsBeforeAnErrorIsRead() {
    YamlFile file = YamlFile.of("a: 1\n---\n---\nb: 2\n---\nc: {\n");

    assertThat(file.documents())
        .extracting(document -> document.tree().toString())
        .containsExactly("{\"a\":1}", "{\"b\":2}");
    assertThat(file.error()).map(SyntaxError::line).contains(7);
  }

  @Test
  void aliasesAndMergeKeysAreResolved() {
    JsonNode tree =
        only("base: &base {cpu: 1, memory: 2}\nown: {<<: *base, memory: 3}\nsame: *base\n").tree();

    assertThat(tree.get("own")).hasToString("{\"cpu\":1,\"memory\":3}");
    assertThat(tree.get("same")).isEqualTo(tree.get("base"));
  }

  @Test
  void anObjectOfJavaIsNoValue() {
    assertThat(YamlFile.of("a: !!java.io.File [/]\n").error()).isPresent();
  }

  private static YamlDocument only(String text) {
    List<YamlDocument> documents = YamlFile.of(text).documents();
    assertThat(documents).hasSize(1);
    return documents.getFirst();
  }
}
