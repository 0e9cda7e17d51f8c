// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent;

import dev.flotilla.agent.link.LinkState;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means: the caches are filled, and with a hub configured this process has had one answer of it. Liveness asks for neither:
 * a restart brings no hub back.
 */
@Readiness
@ApplicationScoped
class AgentReadiness implements HealthCheck {
  private final Reconciliation reconciliation;
  private final LinkState link;

  AgentReadiness(Reconciliation reconciliation, LinkState link) {
    this.reconciliation = reconciliation;
    this.link = link;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("agent")
        .status(reconciliation.started() && link.proven())
        .withData("caches", reconciliation.started() ? "filled" : "filling")
        .withData("leading", reconciliation.leading())
        .withData("hub", link.word())
        .build();
  }
}
