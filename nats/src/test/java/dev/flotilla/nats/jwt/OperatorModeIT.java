// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.system.ClaimsPush;
import dev.flotilla.nats.system.PushOutcome;
import dev.flotilla.nats.testing.NatsServers;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two accounts with a border between them, a scoped key with a template, and revocation, on a real
 * server.
 */
class OperatorModeIT {
  private static final Duration SECONDS = Duration.ofSeconds(5);
  private static final Nkeys KEYS = new Nkeys(new SecureRandom());

  @RegisterExtension static final NatsServers SERVERS = NatsServers.withJetStream(1);

  private final NatsConnections connections = new NatsConnections();
  private final Nkey hub = KEYS.account();
  private final Nkey hubSigning = KEYS.account();
  private final Nkey agents = KEYS.account();
  private final Nkey scoped = KEYS.account();
  private final Nkey user = KEYS.user();

  @BeforeEach
  void pushAccounts() throws Exception {
    Instant now = Instant.now();
    push(hubClaims().sign(SERVERS.trust().signing(), now));
    push(agentsClaims().sign(SERVERS.trust().signing(), now));
  }

  @AfterEach
  void close() {
    connections.close();
  }

  @Test
  void scopedUserReachesItsOwnServiceAcrossTheBorderAndNoOther() throws Exception {
    try (Connection service = connect(hubUser(), "_INBOX.");
        Connection agent = connect(agentUser(), "_INBOX_agent1.")) {
      Dispatcher dispatcher =
          service.createDispatcher(
              message -> service.publish(message.getReplyTo(), "hello".getBytes(UTF_8)));
      dispatcher.subscribe("svc.*.*");
      service.flush(SECONDS);

      Message reply = agent.requestWithTimeout("svc.agent1.sync", new byte[0], SECONDS).join();

      assertThat(new String(reply.getData(), UTF_8)).isEqualTo("hello");
      assertThat(agent.request("svc.agent2.sync", new byte[0], Duration.ofSeconds(1))).isNull();
    }
  }

  @Test
  void streamExportReachesOnlyTheSubjectsOfTheTemplate() throws Exception {
    try (Connection service = connect(hubUser(), "_INBOX.");
        Connection agent = connect(agentUser(), "_INBOX_agent1.")) {
      Subscription own = agent.subscribe("live.agent1.>");
      Subscription foreign = agent.subscribe("live.agent2.>");
      agent.flush(SECONDS);
      service.publish("live.agent1.index", new byte[0]);
      service.publish("live.agent2.index", new byte[0]);

      assertThat(own.nextMessage(SECONDS)).isNotNull();
      assertThat(foreign.nextMessage(Duration.ofMillis(300))).isNull();
    }
  }

  @Test
  void revocationCutsTheLiveSession() throws Exception {
    try (Connection agent = connect(agentUser(), "_INBOX_agent1.")) {
      assertThat(agent.getStatus()).isEqualTo(Connection.Status.CONNECTED);

      Instant later = Instant.now().plusSeconds(2);
      push(
          agentsClaims()
              .withRevocations(Map.of(user.publicKey(), later))
              .sign(SERVERS.trust().signing(), later));

      Awaitility.await()
          .atMost(Duration.ofSeconds(6))
          .until(() -> agent.getStatus() != Connection.Status.CONNECTED);
      assertThatThrownBy(() -> connect(agentUser(), "_INBOX_agent1."))
          .isInstanceOf(IOException.class);
    }
  }

  private AccountClaims hubClaims() {
    return AccountClaims.of(hub.publicKey(), "HUB")
        .withExports(
            List.of(Export.service("svc.*.*", "services"), Export.stream("live.*.>", "live")))
        .withSigningKeys(List.of(new AccountSigningKey.Plain(hubSigning.publicKey())));
  }

  private AccountClaims agentsClaims() {
    UserPermissions template =
        UserPermissions.of(
            Permission.only("svc.{{name()}}.*"),
            Permission.only("_INBOX_{{name()}}.>", "live.{{name()}}.>"));
    return AccountClaims.of(agents.publicKey(), "AGENTS")
        .withImports(
            List.of(
                Import.service(hub.publicKey(), "svc.*.*", "services"),
                Import.stream(hub.publicKey(), "live.*.>", "live")))
        .withSigningKeys(
            List.of(new AccountSigningKey.Scoped(scoped.publicKey(), "agent", template)));
  }

  private Credentials hubUser() {
    Nkey key = KEYS.user();
    return new Credentials(
        UserClaims.of(key.publicKey(), "hub", hub.publicKey(), UserPermissions.ALL)
            .sign(hubSigning, Instant.now()),
        key);
  }

  private Credentials agentUser() {
    Instant now = Instant.now();
    UserClaims claims =
        UserClaims.scoped(user.publicKey(), "agent1", now.plusSeconds(600), agents.publicKey());
    return new Credentials(claims.sign(scoped, now), user);
  }

  private void push(Jwt account) throws Exception {
    try (Connection system = connect(SERVERS.trust().system().user("push"), "_INBOX.")) {
      assertThat(new ClaimsPush(system).push(account, 1, SECONDS))
          .isInstanceOf(PushOutcome.Pushed.class);
    }
  }

  private Connection connect(Credentials credentials, String inbox) throws Exception {
    return connections.connect(
        ConnectionSettings.to(List.copyOf(SERVERS.urls().values()), "test")
            .as(() -> credentials)
            .withInboxPrefix(inbox)
            .once());
  }
}
