// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.hub.Reply;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.OperationView;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that request an operation, and what they do once the hub has accepted it. */
public final class FollowOptions {
  private static final int ACCEPTED = 202;

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

  /** The key of the request; empty for none. */
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  /** Whether the operation has ended when {@link #follow} returns. */
  public boolean waits() {
    return wait;
  }

  /**
   * Announces an operation, waits for its end unless told otherwise, and prints it.
   *
   * @param reply to the request
   */
  public ExitCode follow(Session session, HubClient hub, Reply reply, OutputOptions output) {
    OperationView accepted = Views.read(reply.body(), OperationView.class);
    session.terminal().err().println(announcement(reply, accepted));
    JsonNode shown =
        wait && !accepted.ended()
            ? new OperationWatch(hub, session).untilEnded(accepted.id(), timeout)
            : reply.body();
    OperationView operation = Views.read(shown, OperationView.class);
    output.print(session.terminal().out(), shown, () -> sentence(operation) + "\n");
    if (operation.hint() != null && output.forPeople()) {
      session.terminal().err().println("Hint: " + operation.hint());
    }
    return ExitCode.of(operation);
  }

  private static String announcement(Reply reply, OperationView operation) {
    return reply.status() == ACCEPTED
        ? "Operation %s: %s %s".formatted(operation.id(), operation.type(), operation.address())
        : "%s is unchanged; last operation %s".formatted(operation.address(), operation.id());
  }

  private static String sentence(OperationView operation) {
    String code = operation.code() == null ? "" : " (" + operation.code() + ")";
    String message = operation.message() == null ? "" : ": " + operation.message();
    return operation.address() + " " + operation.state() + code + message;
  }
}
