// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.PlanView;

/**
 * Asks what a deploy would do, and prints it.
 *
 * @param session with the hub and the terminal
 * @param output how it is printed
 */
record PlanRequest(Session session, OutputOptions output) {
  ExitCode show(HubClient hub, Destination destination, Manifest manifest) {
    JsonNode answer = hub.post(destination.path() + "/plan", manifest.document()).body();
    PlanView plan = PlanView.of(answer);
    output.print(
        session.terminal().out(),
        answer,
        () -> new PlanScreen(session.terminal()).render(destination.address(), plan));
    return plan.exitCode();
  }
}
