// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.render.Blueprints;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.health.SurveyedStreams;
import dev.flotilla.nats.health.SurveyedStreams.Names;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamRailsTest {
  private static final SurveyedStreams BOTH =
      new SurveyedStreams(new Names(List.of("ALL"), 1), new Names(List.of("ORDERS", "BILLS"), 2));

  @Test
  void productionPromisesMoreThanOneServer() {
    assertThat(StreamRails.of(BOTH, spec("production", "")).warnings())
        .containsExactly("STREAM_CAPTURES_ALL", "STREAM_WITHOUT_REPLICAS");
    assertThat(StreamRails.of(BOTH, spec("staging", "")).warnings())
        .containsExactly("STREAM_CAPTURES_ALL");
    assertThat(StreamRails.of(SurveyedStreams.NONE, spec("production", "")).warnings()).isEmpty();
  }

  @Test
  void sentenceNamesTheStreams() {
    assertThat(StreamRails.of(BOTH, spec("production", "")).broken().getLast().sentence())
        .contains("ORDERS, BILLS");
  }

  @Test
  void waivedRailsAreReportedAsWaived() {
    StreamRails rails =
        StreamRails.of(BOTH, spec("production", ", \"waivers\": [\"STREAM_CAPTURES_ALL\"]"));

    assertThat(rails.waived()).containsExactly("STREAM_CAPTURES_ALL");
    assertThat(rails.warnings()).containsExactly("STREAM_WITHOUT_REPLICAS");
  }

  private static NatsClusterSpec spec(String profile, String more) {
    return Blueprints.orders(
            "{\"version\": \"2.15.2\", \"profile\": \"" + profile + "\"" + more + "}")
        .spec();
  }
}
