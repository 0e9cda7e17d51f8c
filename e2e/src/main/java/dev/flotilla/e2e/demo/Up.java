// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.demo;

import dev.flotilla.e2e.fleet.Environment;
import dev.flotilla.e2e.process.Polling;
import java.time.Clock;

/** {@code ./dev up}: a hub and members with agents, ready for your own commands. */
public final class Up {

  private Up() {}

  public static void main(String[] arguments) {
    Polling.calm();
    var environment = Environment.ofThisProcess();
    var narrator = new Narrator(System.out, Clock.systemUTC());
    var stage = DemoFleet.raise(environment, narrator);
    narrator.chapter("The fleet");
    narrator.text(stage.fleet().cli().run("status"));
    NextSteps.explain(stage, narrator);
  }
}
