// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbortScopeTest {
  private static final String PRESENT = "{'version':'2.15.3','replicas':3,'paused':true}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'version':'2.15.3','replicas':3,'abort':true}",
        "{'version':'2.15.3','replicas':3,'abort':true,'paused':false,'tls':null}",
      })
  void endsAPauseToo(String wanted) {
    assertThat(refusal(wanted)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'version':'2.15.3','replicas':3}",
        "{'version':'2.15.3','replicas':3,'abort':true,'paused':true}",
        "{'version':'2.14.9','replicas':3,'abort':true}",
        "{'version':'2.15.3','replicas':3,'abort':true,'waivers':['A']}",
      })
  void anythingElseIsRefused(String wanted) {
    assertThat(refusal(wanted).map(Problem::code)).contains("ABORT_CHANGES_MORE");
  }

  private static Optional<Problem> refusal(String wanted) {
    return AbortScope.refusal(Optional.of(json(PRESENT)), json(wanted));
  }

  private static JsonNode json(String text) {
    return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
