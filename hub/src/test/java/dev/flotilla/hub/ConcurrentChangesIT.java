// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.AuditTrail;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.Line;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Deploys, pauses, resumptions and upgrades of one NatsCluster at the same moment: the document
 * holds the effect of each accepted one, in the order of their revisions.
 */
class ConcurrentChangesIT {
  private static final int ROUNDS = 40;
  private static final String PATH = "/api/v1/natsclusters/east/nats/orders";
  private static final String OLD = "2.14.9";
  private static final String NEWEST =
      Catalogue.bundled().line("2.15").map(Line::newest).orElseThrow().toString();

  @RegisterExtension static final Fleet fleet = new Fleet();

  /** What the document says, as far as these calls change it. */
  private record State(String version, int connections, boolean paused) {
    static State of(JsonNode document) {
      JsonNode spec = document.path("spec");
      return new State(
          spec.path("version").asText(),
          spec.at("/limits/maxConnections").asInt(),
          spec.path("paused").asBoolean());
    }

    static State deployed(int connections) {
      return new State(OLD, connections, false);
    }

    State paused(boolean now) {
      return new State(version, connections, now);
    }

    State upgraded() {
      assertThat(paused).as("an upgrade of a paused NatsCluster was accepted").isFalse();
      return new State(NEWEST, connections, false);
    }
  }

  /**
   * A call that is made at the same moment as others.
   *
   * @param effect on the document, once it is accepted
   */
  private record Call(Supplier<ApiClient.Reply> made, UnaryOperator<State> effect) {}

  /** A call that was answered. */
  private record Answered(Call call, ApiClient.Reply reply) {
    boolean accepted() {
      return reply.status() == 202;
    }

    long revision() {
      return reply.body().path("awaitedRevision").asLong();
    }
  }

  @Test
  void noAcceptedChangeIsLost() {
    State state = State.deployed(1000);
    assertThat(deploy(1000).status()).isEqualTo(202);
    for (int round = 1; round <= ROUNDS; round++) {
      int first = 1000 + 2 * round;
      List<Answered> answers = atOnce(calls(first, "round-" + round));

      assertThat(answers)
          .extracting(answered -> answered.reply().status())
          .as("round %d", round)
          .isSubsetOf(200, 202, 409);
      List<Answered> accepted =
          answers.stream()
              .filter(Answered::accepted)
              .sorted(Comparator.comparingLong(Answered::revision))
              .toList();
      for (Answered each : accepted) {
        state = each.call().effect().apply(state);
      }
      assertThat(State.of(fleet.admin().get(PATH + "/document").body()))
          .as("after revisions %s", accepted.stream().map(Answered::revision).toList())
          .isEqualTo(state);
    }
    AuditTrail.verify(fleet.admin());
  }

  /** The key names the call, whatever the document was or has become by then. */
  @Test
  void aRepeatedKeyGivesTheSameOperationAfterOtherChanges() {
    assertThat(deploy(500).status()).isEqualTo(202);
    ApiClient.Reply paused = post("pause", "the-key");
    assertThat(paused.status()).isEqualTo(202);
    assertThat(deploy(501).status()).isEqualTo(202);

    ApiClient.Reply again = post("pause", "the-key");

    assertThat(again.status()).as(again.raw().body()).isEqualTo(202);
    assertThat(again.body().path("id")).isEqualTo(paused.body().path("id"));
    assertThat(post("resume", "the-key").code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  private static List<Call> calls(int connections, String key) {
    return List.of(
        new Call(() -> deploy(connections), _ -> State.deployed(connections)),
        new Call(() -> post("pause", key + "-pause"), state -> state.paused(true)),
        new Call(() -> deploy(connections + 1), _ -> State.deployed(connections + 1)),
        new Call(() -> post("resume", key + "-resume"), state -> state.paused(false)),
        new Call(
            () -> fleet.admin().post(PATH + "/upgrade", Map.of("version", "2.15")),
            State::upgraded));
  }

  private static List<Answered> atOnce(List<Call> calls) {
    CountDownLatch ready = new CountDownLatch(calls.size());
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      return calls.stream()
          .map(call -> CompletableFuture.supplyAsync(() -> made(call, ready), callers))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  private static Answered made(Call call, CountDownLatch ready) {
    ready.countDown();
    try {
      ready.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return new Answered(call, call.made().get());
  }

  private static ApiClient.Reply deploy(int connections) {
    return fleet.deploy(
        "orders",
        Manifests.withSpec(
            "nats",
            "orders",
            "\"version\":\"%s\",\"replicas\":3,\"limits\":{\"maxConnections\":%d}"
                .formatted(OLD, connections)));
  }

  private static ApiClient.Reply post(String verb, String key) {
    return fleet.admin().post(PATH + "/" + verb, Map.of(), "Idempotency-Key", key);
  }
}
