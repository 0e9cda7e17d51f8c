// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.FleetSecrets;
import dev.flotilla.hub.testing.HubAccount;
import dev.flotilla.hub.testing.HubPlaces;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.testing.secrets.Content;
import dev.flotilla.nats.testing.secrets.HidingPlaces;
import dev.flotilla.nats.testing.secrets.Secret;
import dev.flotilla.nats.testing.secrets.SecretSearch;
import io.nats.client.Connection;
import io.nats.client.api.CompressionOption;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No secret of a fleet is anywhere but where secrets are kept, and the search would find one. */
class SecretsIT {
  private static final String JSON = "application/json";

  @RegisterExtension static final Fleet fleet = new Fleet();

  private final HubPlaces places = new HubPlaces(fleet.hub());
  private HubAccount account;

  @BeforeEach
  void connect() throws Exception {
    account = new HubAccount(fleet.hub().keys(), fleet.hub().natsPort());
  }

  @AfterEach
  void disconnect() throws Exception {
    account.close();
  }

  @Test
  void noSecretIsAnywhereElse() throws Exception {
    FleetSecrets secrets = new FleetSecrets().made(fleet.hub().folder().resolve("fleet"));
    secrets.key(fleet.hub().data().resolve("tls/rest.key"));
    secrets.key(fleet.hub().data().resolve("tls/server.key"));
    secrets.agent(fleet.east());
    String api = newToken(Map.of("kind", "api", "name", "ci", "role", "viewer"));
    String join = newToken(Map.of("kind", "join", "name", "south"));
    secrets.apiToken("ci", api).joinToken("south", join);
    enrolWith(join, secrets);
    pasteAtTheWrongPlace(api);
    pasteAtTheWrongPlace(join);

    assertThat(new SecretSearch(secrets.all()).in(places.all(account))).isEmpty();
    assertThat(secrets.all()).extracting(Secret::name).contains("ca.key", "admin.token");
  }

  // A stream that compressed its messages would hide them on disk from the search.
  @Test
  void whatTheServerStoresIsOnDiskAsItIs() throws Exception {
    assertThat(account.connection().jetStreamManagement().getStreams())
        .extracting(StreamInfo::getConfiguration)
        .extracting(StreamConfiguration::getCompressionOption)
        .containsOnly(CompressionOption.None);
  }

  @Test
  void aSecretInALogIsFound() throws Exception {
    String planted = secret();
    Files.writeString(
        fleet.hub().log(), "connected with " + planted + "\n", StandardOpenOption.APPEND);

    found(planted, places.disk(), "hub.log");
  }

  @Test
  void aSecretInAFileIsFound() throws Exception {
    String planted = secret();
    Files.writeString(fleet.hub().data().resolve("forgotten"), "seed: " + planted);

    found(planted, places.disk(), "forgotten");
  }

  @Test
  void aSecretInAMessageIsFoundInTheStreamAndOnDisk() throws Exception {
    String planted = secret();
    byte[] body = Base64.getEncoder().encode(("x" + planted).getBytes(StandardCharsets.UTF_8));
    assertThat(
            account
                .connection()
                .jetStream()
                .publish("$KV.IDEMPOTENCY.planted-body", body)
                .getSeqno())
        .isPositive();

    found(planted, places.streams(account), "$KV.IDEMPOTENCY.planted-body");
    found(planted, places.disk(), ".blk");
  }

  @Test
  void aSecretInAHeaderIsFound() throws Exception {
    String planted = secret();
    Headers headers = new Headers().add("Credentials", planted);
    assertThat(
            account
                .connection()
                .jetStream()
                .publish("$KV.IDEMPOTENCY.planted-header", headers, new byte[0])
                .getSeqno())
        .isPositive();

    found(planted, places.streams(account), "$KV.IDEMPOTENCY.planted-header");
  }

  @Test
  void aSecretInTheConfigurationOfAStreamIsFound() throws Exception {
    String planted = secret();
    StreamInfo made =
        account
            .connection()
            .jetStreamManagement()
            .addStream(
                StreamConfiguration.builder()
                    .name("PLANTED")
                    .subjects("planted")
                    .description(planted)
                    .build());

    found(planted, places.streams(account), "stream PLANTED");
    assertThat(
            account
                .connection()
                .jetStreamManagement()
                .deleteStream(made.getConfiguration().getName()))
        .isTrue();
  }

  @Test
  void aSecretInAnAnswerAndInTheAuditIsFound() {
    String planted = secret();
    assertThat(newToken(Map.of("kind", "join", "name", planted))).isNotEmpty();

    found(planted, places.answers(), "/api/v1/tokens");
    found(planted, places.answers(), "/api/v1/audit");
  }

  @Test
  void aSecretInTheMonitoringIsFound() throws Exception {
    String planted = secret();
    String url = "tls://localhost:" + fleet.hub().natsPort();
    ConnectionSettings settings =
        ConnectionSettings.to(List.of(url), planted)
            .as(() -> new Credentials(fleet.east().claims(), fleet.east().nkey()))
            .overTlsFirst(fleet.east().tls().context());
    try (NatsConnections pool = new NatsConnections();
        Connection named = pool.connect(settings)) {
      named.flush(Fleet.SOON);

      found(planted, places.answers(), "/connz");
    }
  }

  @Test
  void aSecretInArgumentsOrEnvironmentIsFound() throws Exception {
    String argument = secret();
    String variable = secret();
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "read line", argument);
    builder.environment().put("PLANTED", variable);
    Process process = builder.start();
    try {
      found(argument, HidingPlaces.processes(List.of(process.toHandle())), "/cmdline");
      found(variable, HidingPlaces.processes(List.of(process.toHandle())), "/environ");
    } finally {
      process.destroy();
    }
  }

  // A whole token that is pasted in place of its id must not be in the record.
  private static void pasteAtTheWrongPlace(String token) {
    ApiClient viewer = fleet.as("viewer");
    for (ApiClient client : List.of(fleet.admin(), viewer, fleet.admin().as(token))) {
      int deleted = client.delete("/api/v1/tokens/" + token).status();
      int deployed =
          client
              .put(
                  "/api/v1/natsclusters/" + token + "/nats/x",
                  JSON,
                  Manifests.withSpec("nats", token, "\"" + token + "\":\"" + token + "\""))
              .status();
      int wrong =
          client
              .put(
                  "/api/v1/natsclusters/east/nats/x",
                  JSON,
                  Manifests.withSpec("nats", token, "\"" + token + "\":\"" + token + "\""))
              .status();
      int unreadable = client.put("/api/v1/natsclusters/east/nats/x", JSON, token).status();
      assertThat(List.of(deleted, deployed, wrong, unreadable)).allMatch(status -> status >= 400);
    }
  }

  private static void enrolWith(String join, FleetSecrets secrets) {
    try (TestAgent south = new TestAgent(fleet.admin(), join);
        TestAgent thief = new TestAgent(fleet.admin(), join)) {
      assertThat(south.enrol("Not A Label", "nats").status()).isEqualTo(422);
      assertThat(south.enrol("south", "nats").status()).isEqualTo(201);
      assertThat(thief.enrol("thief", "nats").code()).isEqualTo("JOIN_TOKEN_USED");
      assertThat(fleet.admin().post("/api/v1/agents/south/accept", Map.of()).status())
          .isEqualTo(200);
      assertThat(south.fetchCredentials().status()).isEqualTo(200);
      assertThat(fleet.deploy("secret", Manifests.cluster("nats", "secret", 3)).status())
          .isEqualTo(202);
      secrets.agent(south).agent(thief);
    }
  }

  private static String newToken(Map<String, String> order) {
    return fleet.admin().post("/api/v1/tokens", order).body().path("token").asText();
  }

  // Of no shape that the hub knows: what it hides is not what the search is tried with.
  private static String secret() {
    byte[] random = new byte[30];
    new SecureRandom().nextBytes(random);
    return "p" + Base64.getUrlEncoder().encodeToString(random);
  }

  private static void found(String planted, Stream<Content> contents, String place) {
    assertThat(new SecretSearch(List.of(Secret.text("planted", planted))).in(contents))
        .extracting(SecretSearch.Finding::place)
        .anyMatch(found -> found.contains(place));
  }
}
