// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.wire;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.document.Body;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.Issue;
import dev.flotilla.protocol.enrolment.SyncReply;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.event.EventMessage;
import dev.flotilla.protocol.event.Heartbeat;
import dev.flotilla.protocol.operation.Awaited;
import dev.flotilla.protocol.operation.Control;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.operation.Progress;
import dev.flotilla.protocol.query.DeployPlan;
import dev.flotilla.protocol.query.ObjectChange;
import dev.flotilla.protocol.query.Query;
import dev.flotilla.protocol.query.QueryAnswer;
import dev.flotilla.protocol.query.Question;
import dev.flotilla.protocol.report.BackupFacts;
import dev.flotilla.protocol.report.NatsClusterFacts;
import dev.flotilla.protocol.report.ResourceReport;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** One message of each kind, as hub and agent send them: the source of the recordings. */
final class Recordings {
  private static final Instant NOW = Instant.parse("2026-12-01T03:00:00Z");
  private static final AgentId AGENT = new AgentId("01kb00000000000000000agent");
  private static final OperationId OPERATION = new OperationId("01kb0000000000000operation");
  private static final ResourceKey ORDERS = ResourceKind.NATS_CLUSTER.key("nats", "orders");
  private static final Problem PROBLEM = new Problem("POLICY_OBSERVE", "not allowed", "Ask.");

  /** Signs recordings and nothing else. */
  static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);

  private Recordings() {}

  /** By the name of their file, down first. */
  static Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("down/index", index());
    all.put("down/index-with-pages", new Index(issue(), 8, List.of(), List.of(page())));
    all.put("down/index-page", new Index.PageContent(index().entries()));
    all.put("down/document", document());
    all.put("down/document-by-digest", byDigest());
    all.put("down/operation", operation(new Order.Deploy()));
    all.put("down/operation-restart", operation(new Order.Restart(OptionalInt.of(1))));
    all.put("down/operation-backup", operation(new Order.Backup()));
    all.put("down/operation-restore", operation(new Order.Restore()));
    all.put("down/query", query());
    all.put("down/sync-reply", new SyncReply(7, index().sign(KEY), NOW));
    all.put("down/body-chunk", new Body.Chunk("{}".getBytes(StandardCharsets.UTF_8)));
    all.put("down/signed-index", index().sign(KEY));
    all.put("down/signed-document", document().sign(KEY));
    all.put("down/signed-query", query().sign(KEY));
    all.put("up/heartbeat", new Heartbeat(AGENT, "0.1.0", "boot", 7, NOW));
    all.put("up/body-request", new Body.ChunkRequest(ORDERS, document().digest(), 0));
    all.put("up/query-answer", QueryAnswer.of("01kb", plan()));
    all.put("up/query-answer-without", QueryAnswer.failed("01kb", PROBLEM));
    events().forEach((name, event) -> all.put("up/" + name, message(event)));
    return all;
  }

  private static Map<String, AgentEvent> events() {
    Map<String, AgentEvent> events = new LinkedHashMap<>();
    List.of(
            new OperationEvent.Admitted(NOW),
            new OperationEvent.Held(NOW, "behind another"),
            new OperationEvent.Progressed(NOW, new Progress("roll", 40, "rolled 1 of 3 servers")),
            new OperationEvent.Succeeded(NOW, "every server is verified healthy"),
            new OperationEvent.Failed(NOW, PROBLEM),
            new OperationEvent.Refused(NOW, PROBLEM),
            new OperationEvent.Cancelled(NOW, "ann"),
            new OperationEvent.Expired(NOW),
            new OperationEvent.Superseded(NOW, OPERATION))
        .forEach(
            event ->
                events.put(
                    "operation-" + event.type(),
                    new AgentEvent.OperationChanged(OPERATION, event)));
    events.put("refusal", new AgentEvent.DocumentRefused(ORDERS, 7, PROBLEM));
    events.put("refusal-of-index", new AgentEvent.DocumentRefused(null, 0, PROBLEM));
    events.put("query-refusal", new AgentEvent.QueryRefused(PROBLEM));
    events.put("report", new AgentEvent.ResourceReported(report()));
    events.put("report-backup", new AgentEvent.ResourceReported(backupReport()));
    events.put("report-deleted", new AgentEvent.ResourceReported(report().gone(NOW)));
    events.put(
        "inventory", new AgentEvent.Inventory("natscluster", Map.of("nats", List.of("orders"))));
    return events;
  }

  private static ResourceReport backupReport() {
    return new ResourceReport(
        ResourceKind.NATS_BACKUP.key("nats", "nightly"),
        "hub",
        7,
        1,
        List.of(
            new ResourceReport.Condition("Complete", "True", "BackupComplete", "3 streams saved")),
        Json.mapper()
            .valueToTree(
                new BackupFacts(
                    "orders",
                    "20261201t020000z-aaaaaa",
                    new BackupFacts.Progress(
                        3, 2, 4096, 4096, NOW.toString(), "saving APP > ORDERS"),
                    new BackupFacts.Verified("decoded", NOW.toString()),
                    1,
                    12L,
                    4096L,
                    "latest",
                    List.of(
                        new BackupFacts.Stream(
                            "APP/CACHE", "STREAM_IN_MEMORY", "It is in memory.")))),
        false,
        NOW);
  }

  private static EventMessage message(AgentEvent event) {
    return new EventMessage("01kbevent", AGENT, NOW, event);
  }

  private static Issue issue() {
    return new Issue(AGENT, 1, NOW, NOW.plus(Duration.ofDays(7)), "https://hub.example.com:8443");
  }

  private static Document document() {
    byte[] body = "{\"spec\":{\"replicas\":3}}".getBytes(StandardCharsets.UTF_8);
    return new Document(issue(), 7, ORDERS, Body.travelling(body));
  }

  private static Document byDigest() {
    return new Document(issue(), 7, ORDERS, Body.travelling(new byte[Body.INLINE_MOST + 1]));
  }

  private static Index index() {
    return new Index(
        issue(),
        7,
        List.of(
            new Index.Entry(ORDERS, 7, document().digest(), false),
            new Index.Entry(
                ResourceKind.NATS_OPERATION.key("nats", OPERATION.value()), 7, "", true)));
  }

  private static Index.Page page() {
    byte[] bytes = Json.write(new Index.PageContent(index().entries()));
    return Index.Page.of(bytes, index().entries().size());
  }

  private static OperationRequest operation(Order order) {
    return new OperationRequest(
        OPERATION,
        order,
        ORDERS,
        List.of(new Awaited(ORDERS, 7)),
        "ann",
        NOW,
        NOW.plus(Duration.ofHours(1)),
        Control.RUN);
  }

  private static Query query() {
    byte[] body = "{\"spec\":{\"replicas\":3}}".getBytes(StandardCharsets.UTF_8);
    return new Query(issue(), "01kb", new Question.PlanDeploy(ORDERS, body, 3));
  }

  private static DeployPlan plan() {
    List<ObjectChange> objects =
        List.of(
            new ObjectChange("NatsCluster", "orders", ObjectChange.Action.CREATE, List.of(), null));
    return new DeployPlan(
        DeployPlan.outcome(List.of(), objects, List.of()),
        List.of(),
        objects,
        List.of(),
        List.of(PROBLEM),
        List.of("AUTH_OFF"),
        List.of());
  }

  private static ResourceReport report() {
    NatsClusterFacts facts =
        new NatsClusterFacts(
            "2.15.2",
            new NatsClusterFacts.Servers(3, 3),
            new NatsClusterFacts.Access(
                "tls://orders.nats.svc:4222",
                "orders-app-creds",
                "user.creds",
                new NatsClusterFacts.Authority("orders-tls", "ca.crt", false)),
            new NatsClusterFacts.Trust(
                new NatsClusterFacts.Keys("ASYS", "APROBE", "AAPP"),
                new NatsClusterFacts.Claims("operator", "system", "probe", "application")),
            List.of("AUTH_OFF"),
            List.of("STREAM_CAPTURES_ALL"));
    return new ResourceReport(
        ORDERS,
        "hub",
        7,
        2,
        List.of(
            new ResourceReport.Condition(
                ResourceReport.READY, "True", "VerifiedHealthy", "every server is healthy")),
        Json.mapper().valueToTree(facts),
        false,
        NOW);
  }
}
