// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.query.ObjectChange.FieldChange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldDiffTest {
  private static final String CLAIMS = "eyJ0eXAi.eyJqdGki.c2lnbmF0dXJl";

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      value = {
        "{'a': 1}|{'a': 2}|at.a|1|2",
        "{'a': {'b': 'x'}}|{'a': {}}|at.a.b|x|-",
        "{}|{'a': ['x', 'y']}|at.a|-|['x','y']",
        "{'a.b/c': 'x'}|{'a.b/c': 'y'}|at[a.b/c]|x|y",
        "{'c': [{'name': 'nats', 'v': 1}]}|{'c': [{'name': 'nats', 'v': 2}]}|at.c[nats].v|1|2",
        "{'a': [{'x': 1}]}|{'a': [{'x': 2}]}|at.a|[{'x':1}]|[{'x':2}]",
      })
  void namesEachFieldThatDiffers(
      String before, String after, String path, @Nullable String old, @Nullable String young) {
    assertThat(FieldDiff.between("at", tree(before), tree(after)))
        .containsExactly(new FieldChange(path, quoted(old), quoted(young)));
  }

  @Test
  void comparesFieldsOfTheConfiguration() {
    Map<String, Object> before =
        Map.of("nats.conf", "{\"port\": 4222, \"jetstream\": {\"max\": 1}}");
    Map<String, Object> after =
        Map.of("nats.conf", "{\"port\": 4222, \"jetstream\": {\"max\": 2}}");

    assertThat(FieldDiff.between("data", before, after))
        .containsExactly(new FieldChange("data[nats.conf].jetstream.max", "1", "2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'password': 'x'}|{'password': 'y'}",
        "{'env': [{'name': 'NATS_TOKEN', 'value': 'x'}]}|{'env': [{'name': 'NATS_TOKEN', 'value': 'y'}]}",
        "{'users': []}|{'users': [{'user': 'a', 'password': 'y'}]}",
        "{'operator': 'x'}|{'operator': '" + CLAIMS + "'}",
        "{'hash': 'x'}|{'hash': '$2a$11$abcdefghijk'}",
      })
  void showsNothingThatCouldBeASecret(String before, String after) {
    List<FieldChange> changes = FieldDiff.between("at", tree(before), tree(after));

    assertThat(changes).hasSize(1);
    assertThat(changes.getFirst().after()).isEqualTo("(not shown)");
  }

  @Test
  void leavesOutFieldsThatTheApiServerMaintains() {
    Live before = live("'resourceVersion': '1', 'generation': 1, 'labels': {'a': 'b'}", "'x'");
    Live after = live("'resourceVersion': '2', 'generation': 2, 'labels': {'a': 'c'}", "'y'");

    assertThat(FieldDiff.between(before, after))
        .containsExactly(new FieldChange("metadata.labels.a", "b", "c"));
  }

  @Test
  void shortensWhatIsLong() {
    List<FieldChange> changes =
        FieldDiff.between("at", Map.of("a", "x"), Map.of("a", "y".repeat(1000)));

    assertThat(changes.getFirst().after()).hasSize(200).endsWith("…");
  }

  private static Live live(String metadata, String status) {
    return new Live(
        Kind.SERVICE, tree("{'metadata': {%s}, 'status': %s}".formatted(metadata, status)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> tree(String json) {
    return Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Map.class);
  }

  private static @Nullable String quoted(@Nullable String text) {
    return text == null ? null : text.replace('\'', '"');
  }
}
