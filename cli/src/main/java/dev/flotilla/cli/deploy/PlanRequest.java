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
public record PlanRequest(Session session, OutputOptions output) {
  ExitCode show(HubClient hub, Destination destination, Manifest manifest) {
    return show(hub, destination.path(), destination.address(), manifest.document());
  }

  /**
   * Prints what a request would do.
   *
   * @param path that the request would go to
   * @param address {@code member/namespace/name} of the NatsCluster
   * @param body of the request
   */
  public ExitCode show(HubClient hub, String path, String address, JsonNode body) {
    JsonNode answer = hub.post(path + "/plan", body).body();
    DeployPlan plan = Views.read(answer, DeployPlan.class);
    output.print(
        session.terminal().out(),
        answer,
        () -> new PlanScreen(session.terminal()).render(address, plan));
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
