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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pauses and resumptions from the API to an agent's inbox. */
class PauseIT {
  @RegisterExtension static final Fleet fleet = new Fleet();

  @Test
  void bringsTheSameDocumentPausedAndThenAsItWas() {
    String deployed = deployed("orders");
    String before = awaitDocument("orders", false);

    ApiClient.Reply paused = call("orders", "pause");

    assertThat(paused.status()).as(paused.raw().body()).isEqualTo(202);
    String id = paused.body().path("id").asText();
    assertThat(request(id).order()).isEqualTo(new Order.Deploy());
    assertThat(awaitDocument("orders", true)).contains("\"replicas\":3");
    fleet
        .east()
        .report(deployed, new OperationEvent.Superseded(Instant.now(), new OperationId(id)));
    fleet.awaitState(deployed, "Superseded");

    ApiClient.Reply again = call("orders", "pause");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().path("id").asText()).isEqualTo(id);

    ApiClient.Reply resumed = call("orders", "resume");
    assertThat(resumed.status()).as(resumed.raw().body()).isEqualTo(202);
    assertThat(awaitDocument("orders", false)).isEqualTo(before);
    ApiClient.Reply twice = call("orders", "resume");
    assertThat(twice.status()).isEqualTo(200);
    assertThat(fleet.admin().get("/api/v1/audit?limit=100").body().findValuesAsText("action"))
        .contains("natscluster.pause", "natscluster.resume");
  }

  @Test
  void anUpgradeWaitsForTheResumption() {
    deployed("waiting");
    assertThat(call("waiting", "pause").status()).isEqualTo(202);

    ApiClient.Reply refused =
        fleet.admin().post(path("waiting") + "upgrade", Map.of("version", "2.15"));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("PAUSED");
  }

  @Test
  void refusesWhatItDoesNotManageAndCallersThatMayNot() {
    deployed("refused");

    assertThat(call("nowhere", "pause").code()).isEqualTo("NOT_FOUND");
    assertThat(call("nowhere", "resume").code()).isEqualTo("NOT_FOUND");
    assertThat(fleet.as("viewer").post(path("refused") + "pause", Map.of()).status())
        .isEqualTo(403);
  }

  private static String deployed(String name) {
    ApiClient.Reply reply = fleet.deploy(name, Manifests.cluster("nats", name, 3));
    assertThat(reply.status()).isEqualTo(202);
    return reply.body().path("id").asText();
  }

  private static ApiClient.Reply call(String name, String verb) {
    return fleet.admin().post(path(name) + verb, Map.of());
  }

  private static String path(String name) {
    return "/api/v1/natsclusters/east/nats/" + name + "/";
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

  private static String awaitDocument(String name, boolean paused) {
    ResourceKey key = ResourceKey.parse("natscluster/nats/" + name);
    return await()
        .atMost(Fleet.SOON)
        .until(
            () ->
                fleet
                    .east()
                    .document(key)
                    .map(document -> new String(document.bytes(), StandardCharsets.UTF_8))
                    .filter(text -> text.contains("\"paused\":true") == paused),
            Optional::isPresent)
        .orElseThrow();
  }
}
