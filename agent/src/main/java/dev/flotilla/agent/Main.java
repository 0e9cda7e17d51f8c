// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent;

import dev.flotilla.agent.link.HubLink;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The agent: reconcile, and keep the link to the hub, until told to stop. */
@QuarkusMain
public class Main implements QuarkusApplication {
  private final AgentSettings settings;
  private final Reconciliation reconciliation;
  private final HubLink link;

  Main(AgentSettings settings, Reconciliation reconciliation, HubLink link) {
    this.settings = settings;
    this.reconciliation = reconciliation;
    this.link = link;
  }

  @Override
  public int run(String... arguments) {
    if (settings.hub().enabled()) {
      link.prove();
      reconciliation.start(link::start);
    } else {
      reconciliation.start(() -> {});
    }
    Quarkus.waitForExit();
    link.stop();
    return 0;
  }
}
