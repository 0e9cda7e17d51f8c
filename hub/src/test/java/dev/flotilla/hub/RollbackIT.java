// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestPlans;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.query.ObjectChange;
import dev.flotilla.protocol.query.QueryAnswer;
import dev.flotilla.protocol.resource.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rollbacks from the API to an agent's inbox. */
class RollbackIT {
  private static final String FIRST = "2.14.8";
  private static final String SECOND = "2.14.9";
  private static final String THIRD = "2.15.2";

  @RegisterExtension static final Fleet fleet = new Fleet();

  @Test
  void goesToTheLastDocumentThatSucceededBeforeThePresentOne() {
    succeeded(deployed("orders", FIRST));
    succeeded(deployed("orders", SECOND));
    failed(deployed("orders", THIRD));

    ApiClient.Reply accepted = rollback("orders", Map.of());

    assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(202);
    assertThat(accepted.body().path("type").asText()).isEqualTo("deploy");
    awaitDocument("orders", SECOND);
    assertThat(fleet.admin().get("/api/v1/audit?limit=100").body().findValuesAsText("action"))
        .contains("natscluster.rollback");
  }

  @Test
  void goesToARevisionByItsNumber() {
    ApiClient.Reply first = fleet.deploy("named", manifest("named", FIRST));
    succeeded(first.body().path("id").asText());
    long revision = first.body().path("awaitedRevision").asLong();
    succeeded(deployed("named", SECOND));
    succeeded(deployed("named", THIRD));

    ApiClient.Reply accepted = rollback("named", Map.of("revision", revision));

    assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(202);
    awaitDocument("named", FIRST);
  }

  @Test
  void aPauseIsNoDocumentToGoBackTo() {
    succeeded(deployed("held", FIRST));
    deployed("held", SECOND);
    succeeded(id(fleet.admin().post(path("held", "pause"), Map.of())));
    succeeded(id(fleet.admin().post(path("held", "resume"), Map.of())));

    assertThat(rollback("held", Map.of()).status()).isEqualTo(202);

    awaitDocument("held", FIRST);
  }

  @Test
  void aRestartIsNoDocumentToGoBackToAndIsNotRequestedAgain() {
    succeeded(deployed("restarted", FIRST));
    succeeded(id(fleet.admin().post(path("restarted", "restart"), Map.of())));
    succeeded(deployed("restarted", SECOND));
    succeeded(id(fleet.admin().post(path("restarted", "restart"), Map.of())));

    assertThat(rollback("restarted", Map.of()).status()).isEqualTo(202);

    awaitDocument("restarted", FIRST);
  }

  @Test
  void plansWithTheAgent() {
    succeeded(deployed("planned", FIRST));
    deployed("planned", SECOND);
    fleet
        .east()
        .answers(
            query -> {
              assertThat(new String(TestPlans.planned(query).body(), StandardCharsets.UTF_8))
                  .contains(version(FIRST));
              return Optional.of(
                  QueryAnswer.of(query.id(), TestPlans.of(query, ObjectChange.Action.CHANGE)));
            });

    ApiClient.Reply plan = fleet.as("viewer").post(path("planned", "rollback") + "/plan", Map.of());

    assertThat(plan.status()).as(plan.raw().body()).isEqualTo(200);
    assertThat(plan.body().path("outcome").asText()).isEqualTo("change");
  }

  @Test
  void refusesWhatItDoesNotHaveAndListsWhatItHas() {
    failed(deployed("refused", FIRST));
    deployed("refused", SECOND);

    assertThat(rollback("nowhere", Map.of()).code()).isEqualTo("NOT_FOUND");
    assertThat(rollback("refused", Map.of()).code()).isEqualTo("NOTHING_EARLIER");
    ApiClient.Reply unknown = rollback("refused", Map.of("revision", 99_999));
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.code()).isEqualTo("REVISION_UNKNOWN");
    assertThat(unknown.body().path("hint").asText())
        .contains("(deploy, Queued)", "(deploy, Failed)");
    assertThat(rollback("refused", Map.of("revision", "two", "to", 1)).fields())
        .containsExactlyInAnyOrder("to", "revision");
    assertThat(fleet.as("viewer").post(path("refused", "rollback"), Map.of()).status())
        .isEqualTo(403);
  }

  private static String deployed(String name, String version) {
    ApiClient.Reply reply = fleet.deploy(name, manifest(name, version));
    assertThat(reply.status()).as(reply.raw().body()).isEqualTo(202);
    return id(reply);
  }

  private static String manifest(String name, String version) {
    return Manifests.cluster("nats", name, 3).replace("2.15.2", version);
  }

  private static void succeeded(String id) {
    fleet.east().report(id, new OperationEvent.Succeeded(Instant.now(), "all is well"));
    fleet.awaitState(id, "Succeeded");
  }

  private static void failed(String id) {
    Problem problem = new Problem(Code.ROLL_STOPPED, "no image", "Fix it.");
    fleet.east().report(id, new OperationEvent.Failed(Instant.now(), problem));
    fleet.awaitState(id, "Failed");
  }

  private static ApiClient.Reply rollback(String name, Map<String, Object> body) {
    return fleet.admin().post(path(name, "rollback"), body);
  }

  private static String id(ApiClient.Reply reply) {
    return reply.body().path("id").asText();
  }

  private static String path(String name, String verb) {
    return "/api/v1/natsclusters/east/nats/" + name + "/" + verb;
  }

  private static void awaitDocument(String name, String version) {
    ResourceKey key = ResourceKey.parse("natscluster/nats/" + name);
    await()
        .atMost(Fleet.SOON)
        .until(
            () ->
                fleet
                    .east()
                    .document(key)
                    .map(document -> new String(document.bytes(), StandardCharsets.UTF_8))
                    .filter(text -> text.contains(version(version)))
                    .filter(text -> !text.contains("paused") && !text.contains("\"restart\":")),
            Optional::isPresent);
  }

  private static String version(String version) {
    return "\"version\":\"" + version + "\"";
  }
}
