// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The agent: reconcile, and keep the link to the hub, until told to stop. */
@QuarkusMain
public class Main implements QuarkusApplication {
  private final Reconciliation reconciliation;

  Main(Reconciliation reconciliation) {
    this.reconciliation = reconciliation;
  }

  @Override
  public int run(String... arguments) {
    reconciliation.start();
    Quarkus.waitForExit();
    return 0;
  }
}
