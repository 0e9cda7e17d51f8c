// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.query.DeployPlan;

/**
 * Asks what a deploy would do, and prints it.
 *
 * @param session with the hub and the terminal
 * @param output how it is printed
 */
record PlanRequest(Session session, OutputOptions output) {
  ExitCode show(HubClient hub, Destination destination, Manifest manifest) {
    JsonNode answer = hub.post(destination.path() + "/plan", manifest.document()).body();
    DeployPlan plan = Views.read(answer, DeployPlan.class);
    output.print(
        session.terminal().out(),
        answer,
        () -> new PlanScreen(session.terminal()).render(destination.address(), plan));
    return exitCode(plan);
  }

  private static ExitCode exitCode(DeployPlan plan) {
    return switch (plan.outcome()) {
      case UNCHANGED -> ExitCode.DONE;
      case CHANGE -> ExitCode.UNHEALTHY;
      case REFUSED -> ExitCode.REFUSED;
    };
  }
}
