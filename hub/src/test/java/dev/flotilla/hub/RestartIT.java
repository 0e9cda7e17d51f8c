// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestPlans;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.query.ObjectChange;
import dev.flotilla.protocol.query.QueryAnswer;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A restart from the API to an agent's inbox. */
class RestartIT {
  @RegisterExtension static final Fleet fleet = new Fleet();

  @Test
  void bringsTheSameDocumentWithARequest() {
    long deployed = deployed("orders");

    ApiClient.Reply accepted = restart("orders", Map.of());

    assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(202);
    assertThat(accepted.body().path("type").asText()).isEqualTo("restart");
    assertThat(request(accepted).order()).isEqualTo(new Order.Restart(OptionalInt.empty()));
    Document document = later("orders", deployed);
    JsonNode spec = spec(document);
    assertThat(spec.at("/restart/request").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ [0-9a-z]{6}");
    assertThat(spec.at("/restart").has("server")).isFalse();
    assertThat(spec.path("replicas").asInt()).isEqualTo(3);

    ApiClient.Reply again = restart("orders", Map.of("server", 1));
    assertThat(again.status()).as("each call is a request of its own").isEqualTo(202);
    assertThat(request(again).order()).isEqualTo(new Order.Restart(OptionalInt.of(1)));
    JsonNode next = spec(later("orders", document.revision())).path("restart");
    assertThat(next.path("server").asInt()).isEqualTo(1);
    assertThat(next.path("request")).isNotEqualTo(spec.at("/restart/request"));
    assertThat(fleet.admin().get("/api/v1/audit?limit=100").body().findValuesAsText("action"))
        .contains("natscluster.restart");
  }

  @Test
  void plansWithTheAgent() {
    deployed("planned");
    fleet
        .east()
        .answers(
            query -> {
              assertThat(new String(TestPlans.planned(query).body(), StandardCharsets.UTF_8))
                  .contains("\"restart\":{\"request\":", "\"server\":2");
              return Optional.of(
                  QueryAnswer.of(query.id(), TestPlans.of(query, ObjectChange.Action.CHANGE)));
            });

    ApiClient.Reply plan =
        fleet.as("viewer").post(path("planned") + "restart/plan", Map.of("server", 2));

    assertThat(plan.status()).as(plan.raw().body()).isEqualTo(200);
    assertThat(plan.body().path("outcome").asText()).isEqualTo("change");
  }

  @Test
  void refusesAServerThatIsNotThere() {
    deployed("refused");

    ApiClient.Reply unknown = restart("refused", Map.of("server", 3));

    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.code()).isEqualTo("SERVER_UNKNOWN");
    assertThat(unknown.body().path("detail").asText())
        .isEqualTo("east/nats/refused has servers 0 to 2.");
    assertThat(restart("refused", Map.of("server", -1)).code()).isEqualTo("BAD_VALUE");
    assertThat(restart("refused", Map.of("server", "one")).code()).isEqualTo("BAD_VALUE");
    assertThat(restart("refused", Map.of("ordinal", 1)).fields()).containsExactly("ordinal");
    assertThat(restart("nowhere", Map.of()).code()).isEqualTo("NOT_FOUND");
    assertThat(fleet.as("viewer").post(path("refused") + "restart", Map.of()).status())
        .isEqualTo(403);
  }

  @Test
  void waitsForTheResumption() {
    deployed("paused");
    assertThat(fleet.admin().post(path("paused") + "pause", Map.of()).status()).isEqualTo(202);

    ApiClient.Reply refused = restart("paused", Map.of());

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("PAUSED");
  }

  @Test
  void theOtherCallsKeepTheRequest() {
    long deployed = deployed("kept");
    assertThat(restart("kept", Map.of()).status()).isEqualTo(202);
    Document restarted = later("kept", deployed);

    assertThat(fleet.admin().post(path("kept") + "pause", Map.of()).status()).isEqualTo(202);

    assertThat(spec(later("kept", restarted.revision())).path("restart"))
        .isEqualTo(spec(restarted).path("restart"));
  }

  /** Revision of the document. */
  private static long deployed(String name) {
    assertThat(fleet.deploy(name, Manifests.cluster("nats", name, 3)).status()).isEqualTo(202);
    return later(name, 0).revision();
  }

  private static ApiClient.Reply restart(String name, Map<String, ?> body) {
    return fleet.admin().post(path(name) + "restart", body);
  }

  private static String path(String name) {
    return "/api/v1/natsclusters/east/nats/" + name + "/";
  }

  private static OperationRequest request(ApiClient.Reply accepted) {
    String id = accepted.body().path("id").asText();
    return Json.read(
        arrived(ResourceKind.NATS_OPERATION.key("nats", id), 0).bytes(), OperationRequest.class);
  }

  private static Document later(String name, long revision) {
    return arrived(ResourceKind.NATS_CLUSTER.key("nats", name), revision);
  }

  private static JsonNode spec(Document document) {
    return Json.read(document.bytes(), JsonNode.class).path("spec");
  }

  private static Document arrived(ResourceKey key, long revision) {
    return await()
        .atMost(Fleet.SOON)
        .until(
            () -> fleet.east().document(key).filter(found -> found.revision() > revision),
            Optional::isPresent)
        .orElseThrow();
  }
}
