// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.AuditTrail;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.hub.testing.TestPlans;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.query.ObjectChange;
import dev.flotilla.protocol.query.Query;
import dev.flotilla.protocol.query.QueryAnswer;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The way of a question: to the one agent that it is for, and back to the one who waits. */
class PlanIT {
  private static final String PATIENCE = "PT3S";
  private static final String SILENCE = "PT2S";

  @RegisterExtension
  static final Fleet fleet =
      new Fleet(hub -> hub.with("PLAN_PATIENCE", PATIENCE).with("OFFLINE_AFTER", SILENCE));

  private static final int MANY = 60;

  private static int members;

  private final BlockingQueue<Query> asked = new LinkedBlockingQueue<>();
  private ApiClient viewer;
  private String member;
  private TestAgent agent;

  @BeforeEach
  void enrol() {
    member = "member-" + ++members;
    agent = fleet.member(member);
    viewer = fleet.as("viewer");
  }

  @AfterEach
  void leave() {
    agent.close();
  }

  @Test
  void theAgentIsAskedAndItsAnswerIsGiven() {
    agent.answers(
        query -> {
          asked.add(query);
          return Optional.of(
              QueryAnswer.of(query.id(), TestPlans.of(query, ObjectChange.Action.CREATE)));
        });
    long last = AuditTrail.last(fleet.admin());

    ApiClient.Reply reply = plan();

    assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
    assertThat(reply.body().path("outcome").asText()).isEqualTo("change");
    assertThat(reply.body().at("/objects/0/name").asText()).isEqualTo("orders");
    Query query = asked.remove();
    assertThat(query.issue().audience()).isEqualTo(agent.id());
    assertThat(Duration.between(query.issue().issuedAt(), query.issue().expiresAt()))
        .isEqualTo(Duration.parse(PATIENCE));
    assertThat(TestPlans.planned(query).key())
        .isEqualTo(ResourceKey.parse("natscluster/nats/orders"));
    assertThat(new String(TestPlans.planned(query).body(), StandardCharsets.UTF_8))
        .contains("\"replicas\":3");
    assertThat(agent.index().stream().flatMap(index -> index.entries().stream()))
        .as("nothing but what every agent gets is delivered")
        .allMatch(entry -> ResourceKind.CATALOGUE.names(entry.key()));
    assertThat(TestPlans.planned(query).catalogue()).as("judged by it").isEqualTo(1);
    assertThat(AuditTrail.last(fleet.admin())).as("nothing is recorded").isEqualTo(last);
  }

  @Test
  void aQuestionThatWasLostIsAskedAgain() {
    agent.answers(
        query -> {
          asked.add(query);
          return asked.size() < 2
              ? Optional.empty()
              : Optional.of(
                  QueryAnswer.of(query.id(), TestPlans.of(query, ObjectChange.Action.CREATE)));
        });

    assertThat(plan().status()).isEqualTo(200);

    assertThat(asked).extracting(Query::id).hasSize(2).containsOnly(asked.element().id());
    assertThat(asked)
        .extracting(query -> query.issue().expiresAt())
        .as("life of the question, rounded")
        .allMatch(end -> !end.isAfter(asked.element().issue().expiresAt().plusSeconds(1)));
  }

  @Test
  void aWrongDocumentIsNotEvenAsked() {
    agent.answers(
        query -> {
          asked.add(query);
          return TestPlans.unchanged(query);
        });

    ApiClient.Reply reply = plan(Manifests.cluster("nats", "orders", 4));

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.body().at("/errors/0/code").asText()).isEqualTo("EVEN_REPLICAS");
    assertThat(asked).isEmpty();
  }

  @Test
  void anAgentThatIsKnownToBeAwayIsNotWaitedFor() {
    agent.heartbeat(0);
    await().atMost(Fleet.SOON).until(() -> online());
    agent.answers(
        query -> {
          asked.add(query);
          return TestPlans.unchanged(query);
        });
    await().atMost(Fleet.SOON).until(() -> !online());

    ApiClient.Reply reply = plan();

    assertThat(reply.status()).isEqualTo(504);
    assertThat(reply.code()).isEqualTo("AGENT_AWAY");
    assertThat(asked).isEmpty();
  }

  @Test
  void anAgentThatSaysNothingIsWaitedForOnlySoLong() {
    ApiClient.Reply reply = plan();

    assertThat(reply.status()).isEqualTo(504);
    assertThat(reply.code()).isEqualTo("NO_ANSWER");
  }

  @Test
  void aLateAnswerIsNotAccepted() throws InterruptedException {
    agent.answers(
        query -> {
          asked.add(query);
          return Optional.empty();
        });

    assertThat(plan().code()).isEqualTo("NO_ANSWER");

    Query query = asked.take();
    assertThat(agent.answer(TestPlans.unchanged(query).orElseThrow())).isFalse();
  }

  @Test
  void theAnswerOfAnotherAgentIsNotTaken() throws Exception {
    agent.answers(
        query -> {
          asked.add(query);
          return Optional.empty();
        });
    CompletableFuture<ApiClient.Reply> reply = CompletableFuture.supplyAsync(this::plan);
    Query query = asked.take();
    QueryAnswer forged =
        QueryAnswer.of(query.id(), TestPlans.of(query, ObjectChange.Action.CHANGE));

    assertThat(fleet.east().answer(forged)).as("taken from east").isFalse();
    assertThat(agent.answer(TestPlans.unchanged(query).orElseThrow())).as("taken").isTrue();

    assertThat(reply.get(1, TimeUnit.MINUTES).body().path("outcome").asText())
        .isEqualTo("unchanged");
  }

  @Test
  void anAgentIsAskedOnlySoMuchAtOnce() throws Exception {
    agent.answers(
        query -> {
          asked.add(query);
          return Optional.empty();
        });
    List<CompletableFuture<ApiClient.Reply>> waiting =
        List.of(1, 2, 3, 4).stream()
            .map(_ -> CompletableFuture.supplyAsync(this::plan, Thread::startVirtualThread))
            .toList();
    await()
        .atMost(Fleet.SOON)
        .until(() -> asked.stream().map(Query::id).distinct().count() == waiting.size());

    ApiClient.Reply reply = plan();

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.code()).isEqualTo("TOO_MANY_QUERIES");
    for (CompletableFuture<ApiClient.Reply> other : waiting) {
      assertThat(other.get(1, TimeUnit.MINUTES).status()).isEqualTo(504);
    }
  }

  /** More than an agent may send unasked in that time. */
  @Test
  void answersThatWereAskedForAreNeverTooMany() {
    agent.answers(TestPlans::unchanged);
    long last = AuditTrail.last(fleet.admin());

    for (int i = 0; i < MANY; i++) {
      assertThat(plan().status()).as("plan " + i).isEqualTo(200);
    }

    assertThat(AuditTrail.after(fleet.admin(), last))
        .noneMatch(row -> row.entry().actor().equals("agent/" + agent.id()));
  }

  @Test
  void whatKeepsTheAgentFromAPlanIsPassedOn() {
    agent.answers(
        query ->
            Optional.of(
                QueryAnswer.failed(
                    query.id(), new Problem("KUBERNETES_UNAVAILABLE", "it is away", "Wait."))));

    ApiClient.Reply reply = plan();

    assertThat(reply.status()).isEqualTo(504);
    assertThat(reply.code()).isEqualTo("KUBERNETES_UNAVAILABLE");
    assertThat(reply.body().path("detail").asText()).contains("it is away");
  }

  @Test
  void aQuestionThatAnAgentRefusesIsOnRecord() {
    agent.report(new AgentEvent.QueryRefused(new Problem("BAD_SIGNATURE", "not the hub's", "")));

    await()
        .atMost(Fleet.SOON)
        .untilAsserted(
            () ->
                assertThat(AuditTrail.after(fleet.admin(), 0))
                    .extracting(row -> row.entry().actor() + " " + row.entry().action())
                    .contains("agent/" + agent.id() + " query.admit"));
  }

  private boolean online() {
    return fleet.admin().get("/api/v1/agents/" + member).body().path("online").asBoolean();
  }

  private ApiClient.Reply plan() {
    return plan(Manifests.cluster("nats", "orders", 3));
  }

  private ApiClient.Reply plan(String manifest) {
    return viewer.post(
        "/api/v1/natsclusters/" + member + "/nats/orders/plan",
        Json.read(manifest.getBytes(StandardCharsets.UTF_8), Map.class));
  }
}
