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
import org.junit.jupiter.params.provider.ValueSource;

class OrderScopeTest {
  private static final String PRESENT =
      "{'version':'2.14.9','replicas':3,'jetStream':{'fileStore':{'size':'1Gi'}},'waivers':['A','B']}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'version':'2.15.3','replicas':3,'jetStream':{'fileStore':{'size':'1Gi'}},'waivers':['A','B']}",
        "{'waivers':['A','B'],'jetStream':{'fileStore':{'size':'1Gi'}},'replicas':3,'version':'2.15.3'}",
        "{'version':'2.15.3','replicas':3,'tls':null,'jetStream':{'fileStore':{'size':'1Gi'},'memoryStore':null},'waivers':['A','B']}",
      })
  void theVersionAloneMayChange(String wanted) {
    assertThat(refusal(wanted)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'version':'2.15.2','replicas':3,'jetStream':{'fileStore':{'size':'1Gi'}},'waivers':['A','B']}",
        "{'version':'2.15.3','replicas':5,'jetStream':{'fileStore':{'size':'1Gi'}},'waivers':['A','B']}",
        "{'version':'2.15.3','replicas':3,'jetStream':{'fileStore':{'size':'2Gi'}},'waivers':['A','B']}",
        "{'version':'2.15.3','replicas':3,'jetStream':{'fileStore':{'size':'1Gi'}},'waivers':['A']}",
        "{'version':'2.15.3','replicas':3,'waivers':['A','B']}",
      })
  void anythingElseIsRefused(String wanted) {
    assertThat(refusal(wanted).map(Problem::code)).contains("UPGRADE_CHANGES_MORE");
  }

  @Test
  void whatIsNotThereCannotBeUpgraded() {
    assertThat(OrderScope.refusal(new Order.Upgrade("2.15.3"), Optional.empty(), json(PRESENT)))
        .isPresent();
  }

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
  void theRequestOfARestartAloneMayChange(@Nullable Integer server, String restart) {
    assertThat(restart(server, restarting(restart))).isEmpty();
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
  void aRestartIsThatOfItsOrder(@Nullable Integer server, String restart) {
    assertThat(restart(server, restarting(restart)).map(Problem::code))
        .contains("RESTART_CHANGES_MORE");
  }

  @Test
  void aRestartChangesNothingElse() {
    String paused = "{'version':'2.14.9','replicas':3,'paused':true,'restart':{'request':'r2'}}";

    assertThat(restart(null, paused).map(Problem::code)).contains("RESTART_CHANGES_MORE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'version':'2.14.9','abort':true}",
        "{'version':'2.14.9','abort':true,'paused':false,'tls':null}",
      })
  void anAbortEndsAPauseToo(String wanted) {
    assertThat(abort(wanted)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'version':'2.14.9'}",
        "{'version':'2.14.9','abort':true,'paused':true}",
        "{'version':'2.12.15','abort':true}",
        "{'version':'2.14.9','abort':true,'waivers':['A']}",
      })
  void anAbortChangesNothingElse(String wanted) {
    assertThat(abort(wanted).map(Problem::code)).contains("ABORT_CHANGES_MORE");
  }

  private static Optional<Problem> abort(String wanted) {
    JsonNode present = json("{'version':'2.14.9','paused':true}");
    return OrderScope.refusal(new Order.Abort(), Optional.of(present), json(wanted));
  }

  private static Optional<Problem> restart(@Nullable Integer server, String wanted) {
    OptionalInt only = server == null ? OptionalInt.empty() : OptionalInt.of(server);
    return OrderScope.refusal(
        new Order.Restart(only), Optional.of(json(restarting("{'request':'r1'}"))), json(wanted));
  }

  private static String restarting(String restart) {
    return PRESENT.replace("}},", "}},'restart':" + restart + ",");
  }

  private static Optional<Problem> refusal(String wanted) {
    return OrderScope.refusal(
        new Order.Upgrade("2.15.3"), Optional.of(json(PRESENT)), json(wanted));
  }

  private static JsonNode json(String text) {
    return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
