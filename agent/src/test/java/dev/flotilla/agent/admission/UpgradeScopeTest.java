// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.Order;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeScopeTest {
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
    assertThat(UpgradeScope.refusal(new Order.Upgrade("2.15.3"), Optional.empty(), json(PRESENT)))
        .isPresent();
  }

  private static Optional<Problem> refusal(String wanted) {
    return UpgradeScope.refusal(
        new Order.Upgrade("2.15.3"), Optional.of(json(PRESENT)), json(wanted));
  }

  private static JsonNode json(String text) {
    return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
