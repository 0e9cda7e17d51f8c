// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.Order;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartScopeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
              | {'request':'r2'}
              | {'request':'r2','server':null}
            1 | {'request':'r2','server':1}
          """)
  void theRequestAloneMayChange(@Nullable Integer server, String restart) {
    assertThat(refusal(server, spec(restart))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
              | {'request':'r2','server':1}
            1 | {'request':'r2'}
            1 | {'request':'r2','server':2}
            1 | {'server':1}
              | null
          """)
  void itIsTheRestartOfTheOrder(@Nullable Integer server, String restart) {
    assertThat(refusal(server, spec(restart)).map(Problem::code)).contains("RESTART_CHANGES_MORE");
  }

  @Test
  void anythingElseIsRefused() {
    String paused = "{'version':'2.15.3','replicas':3,'paused':true,'restart':{'request':'r2'}}";

    assertThat(refusal(null, paused).map(Problem::code)).contains("RESTART_CHANGES_MORE");
  }

  @Test
  void whatIsNotThereCannotRestart() {
    assertThat(
            RestartScope.refusal(
                new Order.Restart(OptionalInt.empty()),
                Optional.empty(),
                json(spec("{'request':'r2'}"))))
        .isPresent();
  }

  private static Optional<Problem> refusal(@Nullable Integer server, String wanted) {
    OptionalInt only = server == null ? OptionalInt.empty() : OptionalInt.of(server);
    return RestartScope.refusal(
        new Order.Restart(only), Optional.of(json(spec("{'request':'r1'}"))), json(wanted));
  }

  private static String spec(String restart) {
    return "{'version':'2.15.3','replicas':3,'restart':" + restart + "}";
  }

  private static JsonNode json(String text) {
    return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
