// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.hub.Reply;
import dev.flotilla.cli.operations.OperationWatch;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.OperationView;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deploys a NatsCluster from a file, and follows the operation until it ends. */
@Command(
    name = "deploy",
    description = {
      "Create or change a NatsCluster in a member, and wait for the operation to end.",
      "Interrupting this command does not stop the operation."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} deploy -f orders.yaml --member east --dry-run",
      "  ${ROOT-COMMAND-NAME} deploy -f orders.yaml --member east",
      "  ${ROOT-COMMAND-NAME} deploy -f orders.yaml --member east --no-wait -o json"
    })
public final class DeployCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private SourceOptions source = new SourceOptions();

  @Option(
      names = "--dry-run",
      description = "Show what would change, as 'diff' does, without changing anything")
  private boolean dryRun;

  @Option(
      names = "--wait",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Wait for the operation to end; default: yes")
  private boolean wait = true;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30m",
      description = "How long to wait; default: 30m")
  private Duration timeout = Duration.ofMinutes(30);

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "Requests with the same key return the same operation, for 24 hours")
  private @Nullable String idempotencyKey;

  @Mixin private OutputOptions output = new OutputOptions();

  /** Makes the command. */
  public DeployCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Manifest manifest = source.manifest();
    HubClient hub = session.hub();
    Destination destination = source.destination(manifest, hub);
    return dryRun
        ? new PlanRequest(session, output).show(hub, destination, manifest).number()
        : deploy(hub, destination, manifest).number();
  }

  private ExitCode deploy(HubClient hub, Destination destination, Manifest manifest) {
    Reply reply =
        hub.put(destination.path(), manifest.document(), Optional.ofNullable(idempotencyKey));
    OperationView accepted = Views.read(reply.body(), OperationView.class);
    session.terminal().err().println(announcement(reply, accepted));
    JsonNode shown =
        wait && !accepted.ended()
            ? new OperationWatch(hub, session).untilEnded(accepted.id(), timeout)
            : reply.body();
    return report(shown);
  }

  private static String announcement(Reply reply, OperationView operation) {
    return reply.status() == 202
        ? "Operation %s: deploy %s".formatted(operation.id(), operation.address())
        : "%s is unchanged; last operation %s".formatted(operation.address(), operation.id());
  }

  private ExitCode report(JsonNode shown) {
    OperationView operation = Views.read(shown, OperationView.class);
    output.print(session.terminal().out(), shown, () -> sentence(operation) + "\n");
    if (operation.hint() != null && output.forPeople()) {
      session.terminal().err().println("Hint: " + operation.hint());
    }
    return ExitCode.of(operation);
  }

  private static String sentence(OperationView operation) {
    String code = operation.code() == null ? "" : " (" + operation.code() + ")";
    String message = operation.message() == null ? "" : ": " + operation.message();
    return operation.address() + " " + operation.state() + code + message;
  }
}
