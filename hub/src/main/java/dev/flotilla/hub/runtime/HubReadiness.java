// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the nats-server is connected and every stream is there. */
@Readiness
@ApplicationScoped
public class HubReadiness implements HealthCheck {
  private final HubRuntime runtime;

  /** Made by the container. */
  public HubReadiness(HubRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public HealthCheckResponse call() {
    return runtime
        .notReady()
        .map(
            reason ->
                HealthCheckResponse.named("store").down().withData("waitingFor", reason).build())
        .orElseGet(() -> HealthCheckResponse.named("store").up().build());
  }
}
