// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.version;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.upgrade.AssetConfiguration;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DowngradeTest {
  private static final AssetConfiguration PLAIN =
      new AssetConfiguration("APP", "PLAIN", "", 0, json("{}"));
  private static final AssetConfiguration BATCHED =
      new AssetConfiguration("APP", "BATCHED", "", 4, json("{'allow_batched': true}"));
  private static final AssetConfiguration CONSUMER =
      new AssetConfiguration("APP", "PLAIN", "billing", 4, json("{'ack_policy': 'flow_control'}"));

  @Test
  void isAllowedWhereNothingNeedsMore() {
    assertThat(judge("2.14.9", BATCHED, CONSUMER, PLAIN)).isEmpty();
    assertThat(judge("2.12.15", PLAIN)).isEmpty();
  }

  @Test
  void namesWhatWouldGoOffline() {
    assertThat(judge("2.12.15", PLAIN, BATCHED).orElseThrow().message())
        .isEqualTo(
            "nats-server 2.12.15 has API level 3 and does not know features that are in use:"
                + " stream APP/BATCHED (fast-batches, level 4); they would go offline");
  }

  @Test
  void saysThatOneConsumerTakesJetStreamFromAll() {
    Problem problem = judge("2.12.15", CONSUMER).orElseThrow();

    assertThat(problem.code()).isEqualTo("FEATURES_IN_USE");
    assertThat(problem.message())
        .endsWith(
            "consumer APP/PLAIN/billing (flow-control-acknowledgement, level 4);"
                + " the whole cluster would be without JetStream");
  }

  @Test
  void countsWhatItDoesNotName() {
    assertThat(Downgrade.judge(Collections.nCopies(7, BATCHED), version("2.12.15"), bundled()))
        .hasValueSatisfying(
            problem -> assertThat(problem.message()).contains(" and 2 more; they would"));
  }

  private static Optional<Problem> judge(String target, AssetConfiguration... assets) {
    return Downgrade.judge(List.of(assets), version(target), bundled());
  }

  private static ServerVersion version(String text) {
    return ServerVersion.of(text);
  }

  private static Catalogue bundled() {
    return Catalogue.bundled();
  }

  private static JsonNode json(String text) {
    return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
