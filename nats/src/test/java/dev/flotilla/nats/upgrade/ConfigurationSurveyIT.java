// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.SystemRequests;
import dev.flotilla.nats.testing.NatsServers;
import io.nats.client.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConfigurationSurveyIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration REQUEST = Duration.ofSeconds(3);
  private static final Gathering THREE = new Gathering(3, REQUEST);
  private static final int LEVEL_OF_2_12 = 3;

  @RegisterExtension static final NatsServers SERVERS = NatsServers.withJetStream(3);

  private static final NatsConnections CONNECTIONS = new NatsConnections();

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  @Test
  void findsWhatStreamsAndConsumersOfEveryAccountNeed() throws Exception {
    try (Connection application = application();
        Connection system = system()) {
      create(application, "STREAM.CREATE.PLAIN", "{\"name\":\"PLAIN\",\"subjects\":[\"plain\"]}");
      create(
          application,
          "STREAM.CREATE.BATCHED",
          """
          {"name":"BATCHED","subjects":["batched"],"num_replicas":3,"allow_batched":true}""");
      create(
          application,
          "CONSUMER.CREATE.PLAIN.paused",
          """
          {"stream_name":"PLAIN","config":{"name":"paused","durable_name":"paused","ack_policy":"explicit",
           "pause_until":"2099-01-01T00:00:00Z"}}""");

      ConfigurationSurvey survey = new ConfigurationSurvey(new SystemRequests(system));
      await().atMost(LIMIT).until(() -> survey.look(THREE).size() == 3);
      List<AssetConfiguration> assets = survey.look(THREE);

      assertThat(assets)
          .extracting(asset -> asset.toString().replaceFirst("^[^/]*/", "") + asset.apiLevel())
          .containsExactly("BATCHED4", "PLAIN0", "PLAIN/paused1");
      assertThat(assets.getFirst().featuresAbove(LEVEL_OF_2_12, Catalogue.bundled()))
          .containsExactly("fast-batches");
      assertThat(assets.getLast().featuresAbove(0, Catalogue.bundled()))
          .containsExactly("consumer-pause");
      assertThat(assets.get(1).featuresAbove(0, Catalogue.bundled())).isEmpty();
    }
  }

  @Test
  void failsWhereAServerDoesNotAnswer() throws Exception {
    try (Connection system = system()) {
      ConfigurationSurvey survey = new ConfigurationSurvey(new SystemRequests(system));
      assertThatThrownBy(() -> survey.look(new Gathering(4, Duration.ofMillis(500))))
          .isInstanceOf(IOException.class)
          .hasMessage("only 3 of 4 servers list their streams");
    }
  }

  private static void create(Connection connection, String request, String body) {
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              var reply =
                  connection.request(
                      "$JS.API." + request, body.getBytes(StandardCharsets.UTF_8), REQUEST);
              return reply != null
                  && !new String(reply.getData(), StandardCharsets.UTF_8).contains("\"error\"");
            });
  }

  private static Connection system() throws Exception {
    return CONNECTIONS.connect(
        ConnectionSettings.to(List.copyOf(SERVERS.urls().values()), "test")
            .as(() -> SERVERS.trust().system().user("test")));
  }

  private static Connection application() throws Exception {
    return CONNECTIONS.connect(
        ConnectionSettings.to(List.copyOf(SERVERS.urls().values()), "test")
            .as(() -> SERVERS.trust().app().user("test")));
  }
}
