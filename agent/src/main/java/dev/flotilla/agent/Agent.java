// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent;

import dev.flotilla.agent.link.HubLink;
import dev.flotilla.agent.probes.Endpoints;
import dev.flotilla.agent.probes.Housekeeping;
import dev.flotilla.agent.rehearsal.Rehearsal;
import dev.flotilla.agent.settings.AgentSettings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The agent: reconciles, and maintains the link to the hub, until it is stopped. */
public class Agent implements QuarkusApplication {
  private final AgentSettings settings;
  private final Reconciliation reconciliation;
  private final HubLink link;
  private final Endpoints endpoints;
  private final Housekeeping housekeeping;

  Agent(
      AgentSettings settings,
      Endpoints endpoints,
      Reconciliation reconciliation,
      HubLink link,
      Housekeeping housekeeping) {
    this.settings = settings;
    this.endpoints = endpoints;
    this.reconciliation = reconciliation;
    this.link = link;
    this.housekeeping = housekeeping;
  }

  @Override
  public int run(String... arguments) throws IOException, InterruptedException {
    int port = endpoints.start();
    housekeeping.start();
    if (settings.hub().enabled()) {
      link.prove();
      reconciliation.start(link::start);
    } else {
      reconciliation.start(() -> {});
    }
    @Nullable Rehearsal rehearsal = Main.rehearsal();
    if (rehearsal != null) {
      rehearsal.complete(port);
    } else {
      Quarkus.waitForExit();
    }
    housekeeping.stop();
    link.stop();
    return 0;
  }
}
