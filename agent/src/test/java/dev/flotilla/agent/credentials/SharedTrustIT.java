// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flotilla.agent.credentials.DataPlaneKeys.Account;
import dev.flotilla.nats.cluster.trust.TrustKeys;
import dev.flotilla.nats.cluster.trust.TrustMember;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.health.Health;
import dev.flotilla.nats.health.HealthCheck;
import dev.flotilla.nats.health.Reason;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.system.ClaimsPush;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.testing.ServerProcess;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two clusters of real servers under one trust that the agent's own classes created: orders is the
 * home, orders-west has joined it, and orders-stranger has an operator of its own. The home was
 * running, with a stream, before the other one joined.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedTrustIT {
  private static final Duration SECONDS = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Nkeys NKEYS = new Nkeys(new SecureRandom());
  private static final NatsConnections CONNECTIONS = new NatsConnections();

  @TempDir static Path folder;

  private static DataPlaneKeys homeKeys;
  private static SharedClaims claims;
  private static GatewayCluster east;
  private static GatewayCluster west;
  private static GatewayCluster stranger;

  @BeforeAll
  static void join() throws Exception {
    Instant now = Instant.now();
    homeKeys = DataPlaneKeys.create("orders", true, NKEYS, now);
    JoinedKeys joining = JoinedKeys.create(NKEYS);
    claims = SharedClaims.sign(homeKeys, List.of(member(joining)), Optional.empty(), now);
    east = new GatewayCluster("orders", "east", folder, homeKeys);
    west = new GatewayCluster("orders-west", "west", folder, joining.with(claims.published()));
    DataPlaneKeys own = DataPlaneKeys.create("orders-stranger", true, NKEYS, now);
    stranger = new GatewayCluster("orders-stranger", "stranger", folder, own);

    east.start();
    awaitHealthy(east);
    try (Connection near = connect(east, Account.APPLICATION)) {
      awaitStorage(near);
      near.jetStreamManagement().addStream(stream());
      near.jetStream().publish("orders.new", "before".getBytes(UTF_8));
    }
    east.join(west, stranger);
    await("every server has the claims").atMost(PATIENCE).until(() -> bring().isEmpty());
    west.start(east, stranger);
    stranger.start(east, west);
    awaitHealthy(east);
    awaitHealthy(west);
  }

  @AfterAll
  static void stop() {
    Stream.of(east, west, stranger).forEach(GatewayCluster::close);
    CONNECTIONS.close();
  }

  @Test
  @Order(1)
  void messagesPassBothWays() throws Exception {
    for (List<GatewayCluster> way : List.of(List.of(east, west), List.of(west, east))) {
      try (Connection from = connect(way.getFirst(), Account.APPLICATION);
          Connection to = connect(way.getLast(), Account.APPLICATION)) {
        Subscription heard = to.subscribe("greetings");
        to.flush(SECONDS);
        Message message = publishUntilHeard(from, heard);
        assertThat(new String(message.getData(), UTF_8)).isEqualTo("hello");
      }
    }
  }

  @Test
  @Order(2)
  void requestsStayAtHomeUntilNobodyIsThere() throws Exception {
    try (Connection client = connect(east, Account.APPLICATION);
        Connection near = connect(east, Account.APPLICATION);
        Connection far = connect(west, Account.APPLICATION)) {
      answer(far, "west");
      await().atMost(PATIENCE).until(() -> "west".equals(asked(client)));
      Dispatcher local = answer(near, "east");
      await().atMost(PATIENCE).until(() -> "east".equals(asked(client)));

      List<String> answers = Stream.generate(() -> asked(client)).limit(50).distinct().toList();
      assertThat(answers).as("while the near one answers").containsExactly("east");

      near.closeDispatcher(local);
      near.flush(SECONDS);
      await().atMost(PATIENCE).until(() -> "west".equals(asked(client)));
    }
  }

  @Test
  @Order(3)
  void aStreamIsReachedFromBoth() throws Exception {
    try (Connection near = connect(east, Account.APPLICATION);
        Connection far = connect(west, Account.APPLICATION)) {
      far.jetStream().publish("orders.new", "after".getBytes(UTF_8));

      StreamInfo info = near.jetStreamManagement().getStreamInfo("ORDERS");
      assertThat(Objects.requireNonNull(info.getClusterInfo()).getName()).isEqualTo("east");
      assertThat(info.getStreamState().getMsgCount()).isEqualTo(2);
    }
  }

  @Test
  @Order(4)
  void aStrangerIsNeitherHeardNorLetIn() throws Exception {
    assertThatThrownBy(
            () -> CONNECTIONS.connect(settings(east, stranger.user(Account.APPLICATION))))
        .isInstanceOf(IOException.class);
    try (Connection from = connect(stranger, Account.APPLICATION);
        Connection to = connect(east, Account.APPLICATION)) {
      Subscription heard = to.subscribe("greetings");
      to.flush(SECONDS);
      from.publish("greetings", "let me in".getBytes(UTF_8));
      from.flush(SECONDS);
      assertThat(heard.nextMessage(Duration.ofSeconds(2))).isNull();
    }
  }

  @Test
  @Order(5)
  void newerClaimsChangeNoConfiguration() {
    String before = east.configuration(west, stranger);
    assertThat(claims.accounts().values())
        .allSatisfy(account -> assertThat(before).doesNotContain(account.text()));
  }

  @Test
  @Order(6)
  void aLostVolumeGetsTheClaimsAgain() throws Exception {
    ServerProcess server = east.servers().getFirst();
    server.kill();
    delete(east.resolver(0));
    server.start();

    await("every server has the claims").atMost(PATIENCE).until(() -> bring().isEmpty());
    try (Connection system = connect(east, Account.SYSTEM)) {
      Jwt application = Jwt.parse(claims.published().application());
      List<Jwt> stored =
          new ClaimsPush(system).lookup(application.subject(), new Gathering(6, SECONDS));
      assertThat(stored).hasSize(6).allMatch(held -> held.text().equals(application.text()));
    }
    awaitHealthy(east);
    awaitHealthy(west);
  }

  @Test
  @Order(7)
  void aServerThatIsAwayIsTheOtherClustersMatter() throws Exception {
    ServerProcess victim = west.servers().get(2);
    victim.kill();
    await("the meta leader has noticed")
        .atMost(PATIENCE)
        .until(
            () ->
                check(east) instanceof Health.Healthy(var elsewhere)
                    && elsewhere.filter(words -> words.contains("orders-west-2")).isPresent());
    assertThat(check(west)).isInstanceOfSatisfying(Health.Unhealthy.class, SharedTrustIT::missing);
    victim.start();
    awaitHealthy(east);
    awaitHealthy(west);
  }

  @Test
  @Order(8)
  void halfOfTheMetaGroupIsNoMajority() throws Exception {
    west.servers().forEach(ServerProcess::kill);
    await("the meta leader has gone")
        .atMost(PATIENCE)
        .until(
            () ->
                check(east) instanceof Health.Unhealthy(var reason, var sentence)
                    && reason == Reason.NO_META_LEADER
                    && sentence.contains("6 servers across the supercluster"));
    west.servers().forEach(ServerProcess::start);
    awaitHealthy(east);
    awaitHealthy(west);
  }

  @Test
  @Order(9)
  void aMemberThatIsTakenOutIsCutOff() throws Exception {
    Credentials application = west.user(Account.APPLICATION);
    try (Connection connected = CONNECTIONS.connect(settings(west, application))) {
      SharedClaims without =
          SharedClaims.sign(homeKeys, List.of(), Optional.of(claims), Instant.now());
      await().atMost(PATIENCE).until(() -> bring(without).isEmpty());
      await("it is cut off")
          .atMost(PATIENCE)
          .until(() -> connected.getStatus() != Connection.Status.CONNECTED);
    }
    assertThatThrownBy(() -> CONNECTIONS.connect(settings(west, application)))
        .isInstanceOf(IOException.class);
  }

  private static void missing(Health.Unhealthy unhealthy) {
    assertThat(unhealthy.reason()).isEqualTo(Reason.SERVERS_MISSING);
    assertThat(unhealthy.sentence()).contains("orders-west-2");
  }

  private static TrustMember member(JoinedKeys keys) {
    TrustKeys shown = keys.publicKeys();
    return new TrustMember("orders-west", shown.system(), shown.probe(), shown.application());
  }

  private static Optional<?> bring() throws Exception {
    return bring(claims);
  }

  private static Optional<?> bring(SharedClaims wanted) throws Exception {
    try (Connection system = connect(east, Account.SYSTEM)) {
      return new ClaimsDelivery(
              system,
              Set.of("orders-0", "orders-1", "orders-2"),
              account -> homeKeys.renewed(account, Instant.now()))
          .bring(wanted, () -> {});
    }
  }

  private static void awaitHealthy(GatewayCluster cluster) {
    await(cluster.urls() + " is healthy, and all is well elsewhere")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(check(cluster)).isEqualTo(new Health.Healthy()));
  }

  /** The probe's account has it already; a server looks for another one's at its first use. */
  private static void awaitStorage(Connection client) {
    await("applications may store")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(JetStreamApiException.class)
        .until(() -> client.jetStreamManagement().getAccountStatistics() != null);
  }

  private static Health check(GatewayCluster cluster) throws InterruptedException {
    return new HealthCheck(CONNECTIONS, () -> UUID.randomUUID().toString().replace("-", ""))
        .check(cluster.target(), cluster.expected(), SECONDS);
  }

  private static Message publishUntilHeard(Connection from, Subscription heard) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> {
              from.publish("greetings", "hello".getBytes(UTF_8));
              return heard.nextMessage(Duration.ofMillis(200));
            },
            message -> message != null);
  }

  private static Dispatcher answer(Connection connection, String words) throws Exception {
    Dispatcher dispatcher =
        connection.createDispatcher(
            message -> connection.publish(message.getReplyTo(), words.getBytes(UTF_8)));
    dispatcher.subscribe("ask", "responders");
    connection.flush(SECONDS);
    return dispatcher;
  }

  private static String asked(Connection client) {
    try {
      Message answer = client.request("ask", new byte[0], Duration.ofSeconds(2));
      return answer == null ? "nobody" : new String(answer.getData(), UTF_8);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static StreamConfiguration stream() {
    return StreamConfiguration.builder()
        .name("ORDERS")
        .subjects("orders.>")
        .storageType(StorageType.File)
        .replicas(3)
        .build();
  }

  private static Connection connect(GatewayCluster cluster, Account account) throws Exception {
    return CONNECTIONS.connect(settings(cluster, cluster.user(account)));
  }

  private static ConnectionSettings settings(GatewayCluster cluster, Credentials user) {
    return ConnectionSettings.to(cluster.urls(), "test").as(() -> user).once();
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
