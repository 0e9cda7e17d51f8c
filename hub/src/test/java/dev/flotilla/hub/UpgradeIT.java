// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestPlans;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.Line;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.query.ObjectChange;
import dev.flotilla.protocol.query.QueryAnswer;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An upgrade from the API to an agent's inbox. */
class UpgradeIT {
  private static final String LINE = "2.15";
  private static final String NEWEST =
      Catalogue.bundled().line(LINE).map(Line::newest).orElseThrow().toString();

  @RegisterExtension static final Fleet fleet = new Fleet();

  @Test
  void bringsTheDocumentWithAnotherVersion() {
    deployed("orders");

    ApiClient.Reply accepted = upgrade("orders", LINE);

    assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(202);
    assertThat(accepted.body().path("type").asText()).isEqualTo("upgrade");
    String id = accepted.body().path("id").asText();
    OperationRequest request =
        Json.read(arrived(ResourceKind.NATS_OPERATION.key("nats", id)), OperationRequest.class);
    assertThat(request.order()).isEqualTo(new Order.Upgrade(NEWEST));
    assertThat(
            new String(
                arrived(ResourceKey.parse("natscluster/nats/orders")), StandardCharsets.UTF_8))
        .contains("\"version\":\"" + NEWEST + "\"", "\"replicas\":3");
    assertThat(request.targetRevision())
        .isEqualTo(
            fleet
                .east()
                .document(ResourceKey.parse("natscluster/nats/orders"))
                .orElseThrow()
                .revision());

    ApiClient.Reply again = upgrade("orders", NEWEST);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().path("id").asText()).isEqualTo(id);
  }

  @Test
  void plansWithTheAgent() {
    deployed("planned");
    fleet
        .east()
        .answers(
            query -> {
              assertThat(new String(TestPlans.planned(query).body(), StandardCharsets.UTF_8))
                  .contains("\"version\":\"" + NEWEST + "\"");
              return Optional.of(
                  QueryAnswer.of(query.id(), TestPlans.of(query, ObjectChange.Action.CHANGE)));
            });

    ApiClient.Reply plan =
        fleet.as("viewer").post(path("planned") + "/plan", Map.of("version", LINE));

    assertThat(plan.status()).as(plan.raw().body()).isEqualTo(200);
    assertThat(plan.body().path("outcome").asText()).isEqualTo("change");
  }

  @Test
  void refusesWhatIsNoUpgrade() {
    deployed("refused");

    assertThat(upgrade("refused", "2.99").code()).isEqualTo("BAD_VALUE");
    assertThat(upgrade("refused", "2.99.0").code()).isEqualTo("UNKNOWN_VERSION");
    assertThat(upgrade("nowhere", LINE).code()).isEqualTo("NOT_FOUND");
    fleet.deploy(
        "pinned",
        Manifests.withSpec(
            "nats", "pinned", "\"version\":\"2.14.9\",\"image\":\"registry.local/nats:2.14.9\""));
    assertThat(upgrade("pinned", LINE).code()).isEqualTo("IMAGE_PINNED");
    assertThat(fleet.admin().post(path("refused"), Map.of("to", LINE)).fields())
        .containsExactly("to", "version");
    assertThat(fleet.as("viewer").post(path("refused"), Map.of("version", LINE)).status())
        .isEqualTo(403);
    assertThat(fleet.admin().get("/api/v1/audit?limit=100").body().findValuesAsText("action"))
        .contains("natscluster.upgrade");
  }

  private static void deployed(String name) {
    String manifest = Manifests.cluster("nats", name, 3).replace("2.15.2", "2.14.9");
    assertThat(fleet.deploy(name, manifest).status()).isEqualTo(202);
  }

  private static ApiClient.Reply upgrade(String name, String version) {
    return fleet.admin().post(path(name), Map.of("version", version));
  }

  private static String path(String name) {
    return "/api/v1/natsclusters/east/nats/" + name + "/upgrade";
  }

  private static byte[] arrived(ResourceKey key) {
    return await()
        .atMost(Fleet.SOON)
        .until(() -> fleet.east().document(key), Optional::isPresent)
        .orElseThrow()
        .bytes();
  }
}
