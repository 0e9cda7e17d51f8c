// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.testing.NatsServers;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams of a real server, more than fit on one page. */
class StreamSurveyIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int MORE_THAN_A_PAGE = 300;

  @RegisterExtension static final NatsServers SERVERS = NatsServers.withJetStream(1);

  private final NatsConnections connections = new NatsConnections();

  @AfterEach
  void close() {
    connections.close();
  }

  @Test
  void everyPageIsLookedAt() throws Exception {
    try (Connection user = connect(SERVERS.trust().app().user("survey"))) {
      JetStreamManagement streams = user.jetStreamManagement();
      for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
        streams.addStream(stream("S-%03d".formatted(i), "s." + i + ".>"));
      }

      SurveyedStreams found = new StreamSurvey(user).look(SOON);

      assertThat(found.capturingAll().isEmpty()).isTrue();
      assertThat(found.single().count()).isEqualTo(MORE_THAN_A_PAGE);
      assertThat(found.single()).hasToString("S-000, S-001, S-002, S-003, S-004 and 295 more");
    }
  }

  @Test
  void streamThatTakesEverythingIsSeen() throws Exception {
    try (Connection user = connect(SERVERS.trust().probe().user("survey"))) {
      user.jetStreamManagement().addStream(stream("ALL", ">"));

      assertThat(new StreamSurvey(user).look(SOON).capturingAll()).hasToString("ALL");
    }
  }

  @Test
  void accountWithoutJetStreamIsAnError() throws Exception {
    try (Connection system = connect(SERVERS.trust().system().user("survey"))) {
      assertThatThrownBy(() -> new StreamSurvey(system).look(Duration.ofSeconds(1)))
          .isInstanceOf(IOException.class);
    }
  }

  private static StreamConfiguration stream(String name, String subject) {
    return StreamConfiguration.builder()
        .name(name)
        .subjects(subject)
        .storageType(StorageType.File)
        // The server demands it of a stream that takes everything, its own acknowledgements
        // included.
        .noAck(subject.equals(">"))
        .build();
  }

  private Connection connect(Credentials user) throws IOException, InterruptedException {
    List<String> urls = List.copyOf(SERVERS.urls().values());
    return connections.connect(ConnectionSettings.to(urls, "test").as(() -> user).once());
  }
}
