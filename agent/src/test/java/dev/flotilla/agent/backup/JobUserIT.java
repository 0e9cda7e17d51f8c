// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.UserClaims;
import dev.flotilla.nats.jwt.UserPermissions;
import dev.flotilla.nats.testing.NatsServers;
import dev.flotilla.nats.testing.TestTrust;
import dev.flotilla.protocol.Json;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.StreamConfiguration;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The permissions of the users of Jobs on a real server, by raw requests. */
class JobUserIT {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String STREAM = "ORDERS";
  private static final int MESSAGES = 12;
  private static final int MESSAGE_BYTES = 900_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  @RegisterExtension static final NatsServers SERVERS = NatsServers.withJetStream(1);

  private static final NatsConnections CONNECTIONS = new NatsConnections();
  private static Connection everything;
  private static Connection backup;
  private static Connection restore;

  @BeforeAll
  static void connect() throws Exception {
    everything = connect("app", UserPermissions.ALL);
    backup = connect("backup", JobPermissions.of(JobKind.BACKUP));
    restore = connect("restore", JobPermissions.of(JobKind.RESTORE));
  }

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  /** More than one window of a snapshot, so that its flow control is needed, too. */
  @Test
  void whatOneHasSavedTheOtherRestores() throws Exception {
    everything
        .jetStreamManagement()
        .addStream(StreamConfiguration.builder().name(STREAM).subjects("orders.>").build());
    for (int i = 0; i < MESSAGES; i++) {
      byte[] payload = new byte[MESSAGE_BYTES];
      RANDOM.nextBytes(payload);
      var _ = everything.jetStream().publish("orders.new", payload);
    }

    Archive archive = snapshot();
    JsonNode deleted = request(restore, "$JS.API.STREAM.DELETE." + STREAM, Map.of());
    assertThat(deleted.path("success").asBoolean()).isTrue();
    restore(archive);

    assertThat(
            request(restore, "$JS.API.STREAM.INFO." + STREAM, Map.of())
                .at("/state/messages")
                .asInt())
        .isEqualTo(MESSAGES);
  }

  @Test
  void neitherPublishesElsewhere() throws Exception {
    for (Connection user : List.of(backup, restore)) {
      user.publish("orders.new", "x".getBytes(UTF_8));
      user.flush(LONG);
      assertThat(user.getLastError())
          .contains("Permissions Violation for Publish to \"orders.new\"");
      user.createDispatcher(_ -> {}).subscribe("orders.>");
      user.flush(LONG);
      assertThat(user.getLastError())
          .contains("Permissions Violation for Subscription to \"orders.>\"");
    }
  }

  @Test
  void theOneOfABackupDeletesAndPurgesNothing() throws Exception {
    for (String request : List.of("DELETE", "PURGE", "UPDATE", "RESTORE")) {
      String subject = "$JS.API.STREAM." + request + ".ORDERS";
      backup.publish(subject, new byte[0]);
      backup.flush(LONG);
      assertThat(backup.getLastError())
          .contains("Permissions Violation for Publish to \"" + subject + "\"");
    }
  }

  private record Archive(ObjectNode head, List<byte[]> chunks) {}

  private static Archive snapshot() throws Exception {
    String inbox = backup.createInbox();
    Subscription chunks = backup.subscribe(inbox);
    ObjectNode head =
        (ObjectNode)
            request(
                backup,
                "$JS.API.STREAM.SNAPSHOT." + STREAM,
                Map.of("deliver_subject", inbox, "chunk_size", 131_072));
    List<byte[]> received = new ArrayList<>();
    Message chunk = Objects.requireNonNull(chunks.nextMessage(LONG));
    while (chunk.getData().length > 0) {
      received.add(chunk.getData());
      // The last one, which is shorter, asks for no acknowledgement.
      if (chunk.getReplyTo() != null) {
        backup.publish(chunk.getReplyTo(), new byte[0]);
      }
      chunk = Objects.requireNonNull(chunks.nextMessage(LONG));
    }
    assertThat(chunk.getStatus() == null ? 204 : chunk.getStatus().getCode()).isEqualTo(204);
    return new Archive(head, received);
  }

  private static void restore(Archive archive) throws Exception {
    JsonNode accepted =
        request(
            restore,
            "$JS.API.STREAM.RESTORE." + STREAM,
            Map.of("config", archive.head().get("config"), "state", archive.head().get("state")));
    String subject = accepted.path("deliver_subject").asText();
    for (byte[] chunk : archive.chunks()) {
      var _ = Objects.requireNonNull(restore.request(subject, chunk, LONG));
    }
    Message end = Objects.requireNonNull(restore.request(subject, new byte[0], LONG));
    assertThat(Json.read(end.getData(), JsonNode.class).has("error")).isFalse();
  }

  private static JsonNode request(Connection user, String subject, Object body) throws Exception {
    Message answer = Objects.requireNonNull(user.request(subject, Json.write(body), LONG));
    JsonNode tree = Json.read(answer.getData(), JsonNode.class);
    assertThat(tree.path("error").toString()).isEmpty();
    return tree;
  }

  private static Connection connect(String name, UserPermissions permissions) throws Exception {
    TestTrust.Account app = SERVERS.trust().app();
    Nkey user = new Nkeys(RANDOM).user();
    UserClaims claims =
        new UserClaims(
            user.publicKey(),
            name,
            Instant.now().plus(JobManifest.DEADLINE),
            app.key().publicKey(),
            Optional.of(permissions));
    Credentials credentials = new Credentials(claims.sign(app.signing(), Instant.now()), user);
    return CONNECTIONS.connect(
        ConnectionSettings.to(List.copyOf(SERVERS.urls().values()), name)
            .as(() -> credentials)
            .once());
  }
}
