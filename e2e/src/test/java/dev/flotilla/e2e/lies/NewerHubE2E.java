// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.lies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Ulid;
import dev.flotilla.protocol.document.Body;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.Issue;
import dev.flotilla.protocol.operation.Awaited;
import dev.flotilla.protocol.operation.Control;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.subject.Subjects;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A hub of a newer build writes kinds and orders that the agent does not know, with valid
 * signatures. Each is refused with a code that the hub sees, no part of it is executed, and the
 * rest is.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class NewerHubE2E {
  private static final String NAMESPACE = "newer";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ResourceKey ACCOUNT = new ResourceKey("natsaccount", NAMESPACE, "billing");
  private static final ResourceKey HELD = ResourceKind.NATS_CLUSTER.key(NAMESPACE, "held");
  private static final ResourceKey PLAIN = ResourceKind.NATS_CLUSTER.key(NAMESPACE, "plain");

  private static Member member;
  private static Impostor hub;
  private static AgentId agent;

  @BeforeAll
  static void anAgentOfToday(TestFleet fleet) throws Exception {
    hub = Impostor.of(fleet.hub().url(), fleet.hub().keys().online());
    member = fleet.enrolGuest(NAMESPACE);
    agent = agent(fleet);
  }

  @AfterAll
  static void end(TestFleet fleet) throws Exception {
    hub.close();
    fleet.dismiss(member);
  }

  @Test
  void whatItDoesNotKnowIsRefusedAndTheRestGoesOn(TestFleet fleet) throws Exception {
    Index present =
        await("the first index")
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(
                () -> Json.read(hub.read(Subjects.inboxIndex(agent)).payload(), Index.class),
                _ -> true);
    long revision = present.revision() + 1;
    OperationRequest backup = backup(revision);
    // Operations first, as an alphabet would have it.
    List<Document> documents =
        Stream.of(
                document(operation(backup), revision, backup),
                document(ACCOUNT, revision, Json.mapper().createObjectNode()),
                document(HELD, revision, cluster("held")),
                document(PLAIN, revision, cluster("plain")))
            .toList();

    for (Document document : documents) {
      hub.write(Subjects.inbox(agent, document.key()), document.sign(hub.keys().signingKey()));
    }
    hub.write(Subjects.inboxIndex(agent), index(revision, documents).sign(hub.keys().signingKey()));

    await("the NatsCluster that is known")
        .atMost(PATIENCE)
        .until(() -> names().contains(PLAIN.name()));
    await("refusals and the end of the operation")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(rows(fleet))
                    .contains(
                        "document.admit " + ACCOUNT + "@" + revision + " UNKNOWN_KIND",
                        "document.admit " + HELD + "@" + revision + " UNKNOWN_ORDER",
                        // This hub never requested it, and records its end all the same.
                        "operation.report " + agent + " UNKNOWN_OPERATION"));
    assertThat(names()).doesNotContain(HELD.name());
  }

  private static OperationRequest backup(long revision) {
    ObjectNode order = Json.mapper().createObjectNode().put("type", "backup").put("server", 1);
    Instant now = Clock.systemUTC().instant();
    return new OperationRequest(
        new OperationId(Ulid.next(now, new SecureRandom())),
        new Order.Unknown("backup", order, ""),
        HELD,
        List.of(new Awaited(HELD, revision)),
        "ann",
        now,
        now.plus(Duration.ofHours(1)),
        Control.RUN);
  }

  private static ResourceKey operation(OperationRequest request) {
    return ResourceKind.NATS_OPERATION.key(NAMESPACE, request.id().value());
  }

  private static JsonNode cluster(String name) {
    ObjectNode cluster =
        Json.mapper()
            .createObjectNode()
            .put("apiVersion", "flotilla.dev/v1alpha1")
            .put("kind", "NatsCluster");
    cluster.putObject("metadata").put("namespace", NAMESPACE).put("name", name);
    cluster.putObject("spec").put("version", "2.15.2").put("replicas", 1);
    return cluster;
  }

  private static Document document(ResourceKey key, long revision, Object body) {
    return new Document(issue(), revision, key, Body.whole(Json.write(body)));
  }

  private static Index index(long revision, List<Document> documents) {
    return new Index(
        issue(),
        revision,
        documents.stream()
            .map(
                document ->
                    new Index.Entry(document.key(), document.revision(), document.digest(), false))
            .toList());
  }

  private static Issue issue() {
    Instant now = Clock.systemUTC().instant();
    return new Issue(
        agent,
        hub.keys().keySet().epoch(),
        now,
        now.plus(Duration.ofHours(1)),
        hub.keys().identity().publicUrl().toString());
  }

  private static List<String> names() {
    return member
        .get("natsclusters", "-n", NAMESPACE)
        .path("items")
        .valueStream()
        .map(item -> item.at("/metadata/name").asText())
        .toList();
  }

  private static List<String> rows(TestFleet fleet) {
    return fleet.cli().audit().stream()
        .filter(row -> row.path("actor").asText().equals("agent/" + agent))
        .map(
            row ->
                String.join(
                    " ",
                    row.path("action").asText(),
                    row.path("subject").asText(),
                    row.path("code").asText()))
        .toList();
  }

  private static AgentId agent(TestFleet fleet) {
    return fleet
        .cli()
        .json("agents", "list")
        .path("items")
        .valueStream()
        .filter(item -> item.path("member").asText().equals(NAMESPACE))
        .map(item -> new AgentId(item.path("id").asText()))
        .findFirst()
        .orElseThrow();
  }
}
