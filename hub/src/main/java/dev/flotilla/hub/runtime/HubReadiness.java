// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the nats-server is connected and every stream is there. */
@Readiness
@ApplicationScoped
public class HubReadiness implements HealthCheck {
  private final HubRuntime runtime;

  HubReadiness(HubRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("store");
    runtime.warning().ifPresent(warning -> response.withData("warning", warning));
    Optional<String> notReady = runtime.notReady();
    notReady.ifPresent(reason -> response.withData("waitingFor", reason));
    return response.status(notReady.isEmpty()).build();
  }
}
