// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.Subjects;
import dev.flotilla.protocol.audit.AuditChain;
import dev.flotilla.protocol.audit.AuditEntry;
import dev.flotilla.protocol.audit.AuditRow;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.enrolment.CredentialsReply;
import dev.flotilla.protocol.enrolment.SyncReply;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.event.NatsClusterReport;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.Progress;
import io.nats.client.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People and agents meet at a real hub with a real nats-server. */
class FleetIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String JSON = "application/json";

  @TempDir static Path folder;

  private static HubProcess hub;
  private static ApiClient admin;
  private static TestAgent east;

  @BeforeAll
  static void aHubWithOneMember() {
    hub = new HubProcess(folder).start();
    admin = hub.admin();
    east = member("east");
  }

  @AfterAll
  static void end() {
    east.close();
    hub.close();
  }

  @Test
  void aDeployTravelsDownSignedAndItsResultTravelsUp() {
    ApiClient.Reply accepted = deploy("orders", Manifests.cluster("nats", "orders", 3));

    assertThat(accepted.status()).isEqualTo(202);
    String id = accepted.body().path("id").asText();
    assertThat(accepted.raw().headers().firstValue("Location"))
        .get()
        .asString()
        .endsWith("/api/v1/operations/" + id);
    ResourceKey cluster = new ResourceKey(ResourceKey.NATS_CLUSTER, "nats", "orders");
    ResourceKey operation = new ResourceKey(ResourceKey.NATS_OPERATION, "nats", id);
    Index.Entry announced =
        await()
            .atMost(SOON)
            .until(() -> entry(cluster), entry -> entry != null && !entry.deleted());
    Document document = east.document(cluster).orElseThrow();
    assertThat(document.audience()).isEqualTo(east.id());
    assertThat(document.revision()).isEqualTo(announced.revision());
    assertThat(Digest.of(document.body())).isEqualTo(announced.digest());
    assertThat(new String(document.body(), StandardCharsets.UTF_8)).contains("\"replicas\":3");
    OperationRequest request =
        Json.read(east.document(operation).orElseThrow().body(), OperationRequest.class);
    assertThat(request.awaitedRevision()).isEqualTo(document.revision());
    assertThat(request.requestedBy()).isEqualTo("admin");

    east.report(id, new OperationEvent.Admitted(Instant.now()));
    east.report(
        id, new OperationEvent.Progressed(Instant.now(), new Progress("roll", 50, "1 of 2")));
    awaitState(id, "Running");
    assertThat(admin.post("/api/v1/operations/" + id + "/cancel", Map.of()).code())
        .isEqualTo("OPERATION_RUNNING");
    String message = "the-same-message";
    AgentEvent done =
        new AgentEvent.OperationChanged(
            request.id(), new OperationEvent.Succeeded(Instant.now(), "3 of 3 servers"));
    east.report(message, done);
    east.report(message, done);
    awaitState(id, "Succeeded");

    ApiClient.Reply again = deploy("orders", Manifests.cluster("nats", "orders", 3));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().path("id").asText()).isEqualTo(id);

    east.report(new AgentEvent.NatsClusterReported(report("orders", document.revision())));
    await()
        .atMost(SOON)
        .until(
            () -> admin.get("/api/v1/natsclusters/east/nats/orders").body(),
            view -> view.path("ready").asBoolean());
    assertThat(admin.get("/api/v1/natsclusters").body().path("items").findValuesAsText("address"))
        .contains("east/nats/orders");
  }

  @Test
  void wrongInputNamesEachFieldAndLeavesOnlyAnAuditRow() {
    long revision = east.index().orElseThrow().revision();
    int operations = operations();
    Map<String, String> wrong =
        Map.of(
            "\"replicas\":12", "spec.replicas",
            "\"replicas\":2", "spec.replicas",
            "\"replicas\":0", "spec.replicas",
            "\"servers\":3", "spec.servers",
            "\"jetStream\":{\"fileStore\":{\"size\":\"0\"}}", "spec.jetStream.fileStore.size",
            "\"jetStream\":{\"fileStore\":{\"size\":\"ten\"}}", "spec.jetStream.fileStore.size",
            "\"jetStream\":{\"memoryStore\":{\"size\":\"-1Gi\"}}",
                "spec.jetStream.memoryStore.size");

    wrong.forEach(
        (fields, field) -> {
          long last = lastAudit();
          ApiClient.Reply reply =
              deploy(
                  "wrong", Manifests.withSpec("nats", "wrong", "\"version\":\"2.15.2\"," + fields));
          assertThat(reply.status()).as(fields).isEqualTo(422);
          assertThat(reply.fields()).as(fields).contains(field);
          assertThat(reply.raw().headers().firstValue("Content-Type"))
              .get()
              .asString()
              .startsWith("application/problem+json");
          List<AuditRow> rows = audit(last);
          assertThat(rows).hasSize(1);
          assertThat(rows.getFirst().entry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
          assertThat(rows.getFirst().entry().code()).isEqualTo(reply.code());
        });
    ApiClient.Reply version =
        deploy("wrong", Manifests.withSpec("nats", "wrong", "\"version\":\"9.9.9\""));
    assertThat(version.code()).isEqualTo("UNKNOWN_VERSION");
    assertThat(
            admin
                .put(
                    "/api/v1/natsclusters/east/elsewhere/wrong",
                    JSON,
                    Manifests.cluster("elsewhere", "wrong", 3))
                .fields())
        .contains("metadata.namespace");
    assertThat(operations()).isEqualTo(operations);
    assertThat(east.index().orElseThrow().revision()).isEqualTo(revision);
    assertThat(admin.get("/api/v1/natsclusters/east/nats/wrong").status()).isEqualTo(404);
  }

  @Test
  void yamlIsTakenAsWell() {
    String yaml =
        """
        apiVersion: flotilla.dev/v1alpha1
        kind: NatsCluster
        metadata: {name: yaml, namespace: nats}
        spec:
          version: 2.15.2
          replicas: 1
        """;

    ApiClient.Reply reply =
        admin.put("/api/v1/natsclusters/east/nats/yaml", "application/yaml", yaml);

    assertThat(reply.status()).isEqualTo(202);
  }

  @Test
  void anIdempotencyKeyStandsForOneRequest() {
    String manifest = Manifests.cluster("nats", "once", 3);
    String address = "/api/v1/natsclusters/east/nats/once";

    ApiClient.Reply first = admin.put(address, JSON, manifest, "Idempotency-Key", "k-1");
    ApiClient.Reply second = admin.put(address, JSON, manifest, "Idempotency-Key", "k-1");
    ApiClient.Reply other =
        admin.put(address, JSON, Manifests.cluster("nats", "once", 5), "Idempotency-Key", "k-1");

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.body().path("id")).isEqualTo(first.body().path("id"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void whatIsTakenBackInTimeReturnsToTheDocumentBefore() {
    ResourceKey key = new ResourceKey(ResourceKey.NATS_CLUSTER, "nats", "back");
    String first = deploy("back", Manifests.cluster("nats", "back", 3)).body().path("id").asText();
    east.report(first, new OperationEvent.Succeeded(Instant.now(), "done"));
    awaitState(first, "Succeeded");
    String before = east.document(key).orElseThrow().digest();
    String id = deploy("back", Manifests.cluster("nats", "back", 5)).body().path("id").asText();
    ResourceKey operation = new ResourceKey(ResourceKey.NATS_OPERATION, "nats", id);
    await().atMost(SOON).until(() -> east.document(operation).isPresent());
    long revision = east.document(key).orElseThrow().revision();

    ApiClient.Reply cancelled = admin.post("/api/v1/operations/" + id + "/cancel", Map.of());

    assertThat(cancelled.status()).isEqualTo(202);
    await()
        .atMost(SOON)
        .until(
            () ->
                Json.read(east.document(operation).orElseThrow().body(), OperationRequest.class)
                    .cancel());
    Document after =
        await()
            .atMost(SOON)
            .until(() -> east.document(key).orElseThrow(), found -> found.revision() > revision);
    assertThat(after.digest()).isEqualTo(before);
    assertThat(
            Json.read(east.document(operation).orElseThrow().body(), OperationRequest.class)
                .cancel())
        .isTrue();
    east.report(id, new OperationEvent.Cancelled(Instant.now(), "admin"));
    awaitState(id, "Cancelled");
    assertThat(admin.post("/api/v1/operations/" + id + "/cancel", Map.of()).code())
        .isEqualTo("OPERATION_ENDED");
  }

  @Test
  void everyStateIsPushedToWhoeverWatches() {
    String id = deploy("seen", Manifests.cluster("nats", "seen", 3)).body().path("id").asText();
    CompletableFuture<List<String>> states =
        CompletableFuture.supplyAsync(
            () ->
                admin
                    .events("/api/v1/operations/" + id)
                    .filter(line -> line.startsWith("data:"))
                    .map(
                        line ->
                            Json.read(
                                line.substring(5).getBytes(StandardCharsets.UTF_8), JsonNode.class))
                    .map(view -> view.path("state").asText())
                    .toList());
    await().pollDelay(Duration.ofMillis(500)).until(() -> true);

    east.report(id, new OperationEvent.Admitted(Instant.now()));
    east.report(id, new OperationEvent.Held(Instant.now(), "another pod is in flight"));
    east.report(
        id, new OperationEvent.Failed(Instant.now(), new Problem("DEPLOY_TIMED_OUT", "no", "")));

    assertThat(states)
        .succeedsWithin(SOON)
        .isEqualTo(List.of("Queued", "Delivered", "Waiting", "Failed"));
  }

  @Test
  void aJoinTokenEnrolsOneAgent() {
    String token = joinToken("PT1H");
    try (TestAgent first = new TestAgent(admin, token);
        TestAgent second = new TestAgent(admin, token);
        TestAgent late = new TestAgent(admin, joinToken("PT0.2S"))) {
      assertThat(first.enrol("one", "nats").status()).isEqualTo(201);
      assertThat(first.enrol("one", "nats").body().path("agentId").asText())
          .as("asked again, since the answer may have been lost")
          .isEqualTo(first.id().value());
      assertThat(second.enrol("two", "nats").code()).isEqualTo("JOIN_TOKEN_USED");
      await().pollDelay(Duration.ofMillis(300)).until(() -> true);
      assertThat(late.enrol("three", "nats").code()).isEqualTo("JOIN_TOKEN_EXPIRED");
      assertThat(first.fetchCredentials().status()).as("pending").isEqualTo(202);
      assertThat(deployTo("one", "nats", "x").code()).isEqualTo("AGENT_NOT_ACCEPTED");
    }
    try (TestAgent rival = new TestAgent(admin, joinToken("PT1H"))) {
      assertThat(rival.enrol("east", "nats").code()).isEqualTo("MEMBER_EXISTS");
      assertThat(rival.enrol("Not A Label", "nats").fields()).contains("member");
      assertThat(rival.enrol("rival", "nats").status())
          .as("a refusal spends no token")
          .isEqualTo(201);
    }
  }

  @Test
  void rolesDecideWhoMayDoWhat() {
    ApiClient viewer = admin.as(apiToken("viewer"));
    ApiClient operator = admin.as(apiToken("operator"));
    long last = lastAudit();

    assertThat(viewer.get("/api/v1/agents").status()).isEqualTo(200);
    assertThat(viewer.put("/api/v1/natsclusters/east/nats/no", JSON, "{}").code())
        .isEqualTo("NOT_ALLOWED");
    assertThat(viewer.post("/api/v1/tokens", Map.of("kind", "join", "name", "x")).status())
        .isEqualTo(403);
    assertThat(operator.post("/api/v1/tokens", Map.of("kind", "join", "name", "x")).status())
        .isEqualTo(201);
    assertThat(
            operator
                .post("/api/v1/tokens", Map.of("kind", "api", "name", "x", "role", "admin"))
                .status())
        .isEqualTo(403);
    assertThat(operator.post("/api/v1/agents/east/revoke", Map.of()).status()).isEqualTo(403);
    assertThat(admin.as("").get("/api/v1/agents").status()).isEqualTo(401);
    assertThat(admin.as("fla_0000000000_" + "a".repeat(43)).get("/api/v1/agents").code())
        .isEqualTo("UNAUTHENTICATED");
    assertThat(audit(last).stream().filter(row -> row.entry().code().equals("NOT_ALLOWED")))
        .hasSize(4);
  }

  @Test
  void aRevokedTokenOpensNothing() {
    ApiClient.Reply made =
        admin.post("/api/v1/tokens", Map.of("kind", "api", "name", "gone", "role", "viewer"));
    ApiClient gone = admin.as(made.body().path("token").asText());
    assertThat(gone.get("/api/v1/whoami").body().path("role").asText()).isEqualTo("viewer");

    assertThat(admin.delete("/api/v1/tokens/" + made.body().path("id").asText()).status())
        .isEqualTo(204);

    assertThat(gone.get("/api/v1/whoami").status()).isEqualTo(401);
    assertThat(admin.get("/api/v1/tokens").raw().body())
        .doesNotContain("secret")
        .doesNotContain("sha256");
  }

  @Test
  void theAuditRecordIsOneUnbrokenChain() {
    apiToken("viewer");
    AuditChain chain = AuditChain.START;
    for (AuditRow row : audit(0)) {
      AuditChain.Step step = chain.follow(row);
      assertThat(step).isInstanceOf(AuditChain.Step.Good.class);
      chain = ((AuditChain.Step.Good) step).chain();
    }
    assertThat(chain.rows()).isPositive();
  }

  @Test
  void anAgentReachesNothingButItsOwn() throws InterruptedException {
    try (TestAgent other = member("other")) {
      assertThat(other.index()).isPresent();
      assertThat(other.directGet(Subjects.inboxIndex(east.id()))).isEmpty();
      assertThat(
              other
                  .connection()
                  .request("$JS.API.STREAM.NAMES", new byte[0], Duration.ofSeconds(1)))
          .isNull();
    }
  }

  @Test
  void anAgentLivesRenewsAndSynchronises() {
    east.heartbeat(0);
    await()
        .atMost(SOON)
        .until(() -> admin.get("/api/v1/agents/east").body().path("online").asBoolean());
    long revision = east.index().orElseThrow().revision();
    Instant before = east.index().orElseThrow().issue().issuedAt();

    SyncReply synchronised =
        Json.read(
            east.service(Subjects.Service.SYNC, Map.of()).orElseThrow().getData(), SyncReply.class);
    CredentialsReply renewed =
        Json.read(
            east.service(Subjects.Service.RENEW, east.renewal()).orElseThrow().getData(),
            CredentialsReply.class);

    assertThat(synchronised.indexRevision()).isGreaterThanOrEqualTo(revision);
    assertThat(east.index().orElseThrow().issue().issuedAt()).isAfter(before);
    assertThat(renewed.credentials()).isNotNull();
    assertThat(east.fetchCredentials().status()).as("recovery by proof").isEqualTo(200);
    assertThat(east.fetchCredentials(Instant.now().minus(Duration.ofMinutes(6))).code())
        .isEqualTo("CLOCK_SKEW");
  }

  @Test
  void anAgentBehindTheIndexIsNudged() throws Exception {
    var live = east.connection().subscribe(Subjects.LIVE_PREFIX + east.id() + ".index");
    east.connection().flush(SOON);

    east.heartbeat(0);

    assertThat(live.nextMessage(SOON)).isNotNull();
    live.unsubscribe();
  }

  @Test
  void revocationCutsALiveSession() {
    CompletableFuture<Instant> cut = new CompletableFuture<>();
    TestAgent doomed = new TestAgent(admin, joinToken("PT1H"));
    doomed.enrol("doomed", "nats");
    admin.post("/api/v1/agents/doomed/accept", Map.of());
    doomed.fetchCredentials();
    doomed.connect(
        natsUrl(),
        (connection, event) -> {
          if (event == io.nats.client.ConnectionListener.Events.DISCONNECTED) {
            cut.complete(Instant.now());
          }
        });
    Instant asked = Instant.now();

    ApiClient.Reply reply = admin.post("/api/v1/agents/doomed/revoke", Map.of());

    assertThat(reply.status()).isEqualTo(200);
    assertThat(cut).succeedsWithin(Duration.ofSeconds(6));
    System.out.println("revocation_ms=" + Duration.between(asked, cut.join()).toMillis());
    assertThat(doomed.fetchCredentials().code()).isEqualTo("AGENT_REVOKED");
    await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
    assertThat(doomed.connection().getStatus()).isNotEqualTo(Connection.Status.CONNECTED);
    assertThat(east.connection().getStatus()).isEqualTo(Connection.Status.CONNECTED);
    doomed.close();
  }

  @Test
  void everyListenerSpeaksOnlyTls13WithAClientCertificate() throws Exception {
    for (int port : List.of(hub.url().getPort(), hub.natsPort(), hub.webSocketPort())) {
      assertThat(handshake(port, "TLSv1.2")).as("TLS 1.2 on %d", port).isFalse();
    }
    for (int port : List.of(hub.natsPort(), hub.webSocketPort())) {
      assertThat(handshake(port, "TLSv1.3")).as("no certificate on %d", port).isFalse();
    }
    assertThat(handshake(hub.url().getPort(), "TLSv1.3")).isTrue();
  }

  @Test
  void theWebSocketListenerServesAgents() {
    TestAgent web = new TestAgent(admin, joinToken("PT1H"));
    web.enrol("web", "nats");
    admin.post("/api/v1/agents/web/accept", Map.of());
    web.fetchCredentials();
    web.connect("wss://localhost:" + hub.webSocketPort(), (_, _) -> {});
    assertThat(web.index()).isPresent();
    web.close();
  }

  private static boolean handshake(int port, String protocol) throws Exception {
    SSLContext context = SSLContext.getInstance(protocol);
    context.init(null, new javax.net.ssl.TrustManager[] {new TrustAnyone()}, null);
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.setSoTimeout(2_000);
      socket.startHandshake();
      // In TLS 1.3 a server refuses a client without a certificate only after the client thinks
      // that it is done.
      socket
          .getOutputStream()
          .write(
              "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() >= 0;
    } catch (SSLException | java.net.SocketException refused) {
      return false;
    } catch (IOException silent) {
      return false;
    }
  }

  private static TestAgent member(String name) {
    TestAgent agent = new TestAgent(admin, joinToken("PT1H"));
    assertThat(agent.enrol(name, "nats", "payments").status()).isEqualTo(201);
    assertThat(admin.post("/api/v1/agents/" + name + "/accept", Map.of()).status()).isEqualTo(200);
    assertThat(agent.fetchCredentials().status()).isEqualTo(200);
    return agent.connect(natsUrl(), (_, _) -> {});
  }

  private static String natsUrl() {
    return "tls://localhost:" + hub.natsPort();
  }

  private static String joinToken(String life) {
    return admin
        .post("/api/v1/tokens", Map.of("kind", "join", "name", "test", "expiresIn", life))
        .body()
        .path("token")
        .asText();
  }

  private static String apiToken(String role) {
    return admin
        .post("/api/v1/tokens", Map.of("kind", "api", "name", role, "role", role))
        .body()
        .path("token")
        .asText();
  }

  private static ApiClient.Reply deploy(String name, String manifest) {
    return admin.put("/api/v1/natsclusters/east/nats/" + name, JSON, manifest);
  }

  private static ApiClient.Reply deployTo(String member, String namespace, String name) {
    return admin.put(
        "/api/v1/natsclusters/" + member + "/" + namespace + "/" + name,
        JSON,
        Manifests.cluster(namespace, name, 3));
  }

  private static Index.@Nullable Entry entry(ResourceKey key) {
    return east.index().orElseThrow().entries().stream()
        .filter(entry -> entry.key().equals(key))
        .findFirst()
        .orElse(null);
  }

  private static void awaitState(String id, String state) {
    await()
        .atMost(SOON)
        .until(
            () -> admin.get("/api/v1/operations/" + id).body().path("state").asText(),
            state::equals);
  }

  private static int operations() {
    return admin.get("/api/v1/operations?limit=500").body().path("items").size();
  }

  private static long lastAudit() {
    List<AuditRow> rows = audit(0);
    return rows.isEmpty() ? 0 : rows.getLast().entry().sequence();
  }

  private static List<AuditRow> audit(long after) {
    List<AuditRow> rows = new ArrayList<>();
    JsonNode items = admin.get("/api/v1/audit?limit=500&after=" + after).body().path("items");
    StreamSupport.stream(items.spliterator(), false)
        .map(
            item ->
                new AuditRow(
                    Json.read(Json.write(item), AuditEntry.class),
                    item.path("previousHash").asText(),
                    item.path("hash").asText()))
        .forEach(rows::add);
    return rows;
  }

  private static NatsClusterReport report(String name, long revision) {
    return new NatsClusterReport(
        "nats",
        name,
        "hub",
        revision,
        1,
        true,
        "VerifiedHealthy",
        "3 of 3 servers",
        "2.15.2",
        new NatsClusterReport.Servers(3, 3),
        null,
        List.of(),
        false,
        Instant.now());
  }
}
