// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.demo;

import dev.flotilla.e2e.fleet.Environment;
import dev.flotilla.e2e.fleet.Member;

/** What to run next, and how to remove everything. */
final class NextSteps {

  private NextSteps() {}

  static void explain(DemoFleet stage, Narrator narrator) {
    Environment environment = stage.fleet().environment();
    Member first = stage.members().getFirst();
    narrator.chapter("Go on");
    narrator.line("export XDG_CONFIG_HOME=" + DemoFleet.configuration(environment));
    narrator.line(
        "export PATH=" + environment.cli().getParent() + ":" + environment.programs() + ":$PATH");
    environment.variable("JAVA_HOME").ifPresent(home -> narrator.line("export JAVA_HOME=" + home));
    narrator.line("export KUBECONFIG=" + first.kubeconfig());
    narrator.line("flotilla status");
    narrator.line("flotilla audit verify");
    narrator.line("kubectl get natsclusters,natsoperations -A");
    narrator.chapter("Take it all away");
    narrator.line("./dev down");
  }
}
