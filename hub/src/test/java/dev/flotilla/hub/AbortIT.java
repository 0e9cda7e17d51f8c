// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Aborts from the API to an agent's inbox. */
class AbortIT {
  private static final String ABORTED = "\"abort\":true";
  private static final String HELD = "\"paused\":true";

  @RegisterExtension static final Fleet fleet = new Fleet();

  @Test
  void bringsTheSameDocumentThatAborts() {
    String deployed = deployed("orders");

    ApiClient.Reply aborted = call("orders", "abort");

    assertThat(aborted.status()).as(aborted.raw().body()).isEqualTo(202);
    assertThat(aborted.body().path("type").asText()).isEqualTo("abort");
    String id = id(aborted);
    assertThat(request(id).order()).isEqualTo(new Order.Abort());
    assertThat(awaitDocument("orders", text -> text.contains(ABORTED))).contains("\"replicas\":3");
    fleet
        .east()
        .report(deployed, new OperationEvent.Superseded(Instant.now(), new OperationId(id)));
    fleet.awaitState(deployed, "Superseded");
    assertThat(id(call("orders", "abort"))).as("requested already").isEqualTo(id);
    assertThat(fleet.admin().get("/api/v1/audit?limit=100").body().findValuesAsText("action"))
        .contains("natscluster.abort");
  }

  @Test
  void endsAPauseAndIsEndedByAResumption() {
    deployed("held");
    assertThat(call("held", "pause").status()).isEqualTo(202);

    assertThat(call("held", "abort").status()).isEqualTo(202);
    awaitDocument("held", text -> text.contains(ABORTED) && !text.contains(HELD));

    ApiClient.Reply upgrade =
        fleet.admin().post(path("held", "upgrade"), Map.of("version", "2.15"));
    assertThat(upgrade.code()).isEqualTo("ABORTED");
    assertThat(call("held", "resume").status()).isEqualTo(202);
    awaitDocument("held", text -> !text.contains(ABORTED) && !text.contains(HELD));
  }

  @Test
  void refusesWhereNothingIsUnderWay() {
    String deployed = deployed("settled");
    fleet.east().report(deployed, new OperationEvent.Succeeded(Instant.now(), "all is well"));
    fleet.awaitState(deployed, "Succeeded");

    ApiClient.Reply refused = call("settled", "abort");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("NOTHING_UNDER_WAY");
    assertThat(call("nowhere", "abort").code()).isEqualTo("NOT_FOUND");
    assertThat(fleet.as("viewer").post(path("settled", "abort"), Map.of()).status()).isEqualTo(403);
  }

  private static String deployed(String name) {
    ApiClient.Reply reply = fleet.deploy(name, Manifests.cluster("nats", name, 3));
    assertThat(reply.status()).isEqualTo(202);
    return id(reply);
  }

  private static ApiClient.Reply call(String name, String verb) {
    return fleet.admin().post(path(name, verb), Map.of());
  }

  private static String id(ApiClient.Reply reply) {
    return reply.body().path("id").asText();
  }

  private static String path(String name, String verb) {
    return "/api/v1/natsclusters/east/nats/" + name + "/" + verb;
  }

  private static OperationRequest request(String id) {
    return Json.read(
        await()
            .atMost(Fleet.SOON)
            .until(
                () -> fleet.east().document(ResourceKind.NATS_OPERATION.key("nats", id)),
                Optional::isPresent)
            .orElseThrow()
            .bytes(),
        OperationRequest.class);
  }

  private static String awaitDocument(String name, Predicate<String> wanted) {
    ResourceKey key = ResourceKey.parse("natscluster/nats/" + name);
    return await()
        .atMost(Fleet.SOON)
        .until(
            () ->
                fleet
                    .east()
                    .document(key)
                    .map(document -> new String(document.bytes(), StandardCharsets.UTF_8))
                    .filter(wanted),
            Optional::isPresent)
        .orElseThrow();
  }
}
