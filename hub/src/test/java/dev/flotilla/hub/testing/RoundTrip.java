// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import static org.awaitility.Awaitility.await;

import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.time.Duration;
import java.time.Instant;

/**
 * A deploy that travels down to an agent, and the agent's word of its success that travels up.
 *
 * @param admin who deploys
 * @param agent of the member {@code east}, which serves {@code nats}
 */
public record RoundTrip(ApiClient admin, TestAgent agent) {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Returns once the hub knows the result. */
  public void make() {
    String operation =
        admin
            .put(
                "/api/v1/natsclusters/east/nats/orders",
                "application/json",
                Manifests.cluster("nats", "orders", 3))
            .body()
            .path("id")
            .asText();
    ResourceKey document = ResourceKind.NATS_OPERATION.key("nats", operation);
    await().atMost(SOON).until(() -> agent.document(document).isPresent());
    agent.report(operation, new OperationEvent.Succeeded(Instant.now(), "done"));
    await()
        .atMost(SOON)
        .until(
            () -> admin.get("/api/v1/operations/" + operation).body().path("state").asText(),
            "Succeeded"::equals);
  }
}
