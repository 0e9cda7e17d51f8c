// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.OperationView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Operations of the fleet. */
@Command(
    name = "ops",
    description = "List, show, watch and cancel operations.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} ops list --member east"})
public final class OperationsCommand {
  private final Session session;

  /** Makes the command. */
  public OperationsCommand(Session session) {
    this.session = session;
  }

  /** Lists operations, newest first. */
  @Command(
      name = "list",
      description = "List operations, newest first.",
      footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} ops list --member east --state Running"})
  int list(
      @Option(names = "--member", paramLabel = "MEMBER", description = "Only of this member")
          @Nullable String member,
      @Option(names = "--state", paramLabel = "STATE", description = "Only in this state")
          @Nullable String state,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "At most this many; default: 50")
          int limit,
      @Mixin OutputOptions output) {
    Map<String, String> query = new TreeMap<>(Map.of("limit", String.valueOf(limit)));
    if (member != null) {
      query.put("member", member);
    }
    if (state != null) {
      query.put("state", state);
    }
    JsonNode document = session.hub().page("/operations", query);
    Instant now = session.clock().instant();
    output.print(
        session.terminal().out(),
        document,
        () ->
            OperationTable.of(Views.items(document, OperationView.class), now)
                .render(output.headings()));
    return ExitCode.DONE.number();
  }

  /** Shows one operation. */
  @Command(
      name = "get",
      description = "Show one operation.",
      footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} ops get 01kahx4v7m2t9q8r5w3y6z1b0c"})
  int get(@Parameters(paramLabel = "ID") String id, @Mixin OutputOptions output) {
    show(session.hub().get("/operations/" + HubClient.encoded(id)), output);
    return ExitCode.DONE.number();
  }

  /** Follows one operation; the exit code is its result. */
  @Command(
      name = "watch",
      description = "Watch an operation until it ends. The exit code is its result.",
      footer = {
        "",
        "Example:",
        "  ${ROOT-COMMAND-NAME} ops watch 01kahx4v7m2t9q8r5w3y6z1b0c --timeout 10m"
      })
  int watch(
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--timeout",
              paramLabel = "TIME",
              defaultValue = "30m",
              description = "How long to wait; default: 30m")
          Duration timeout,
      @Mixin OutputOptions output) {
    HubClient hub = session.hub();
    hub.get("/operations/" + HubClient.encoded(id)); // an unknown id fails here, not silently
    JsonNode ended = new OperationWatch(hub, session).untilEnded(id, timeout);
    show(ended, output);
    return ExitCode.of(Views.read(ended, OperationView.class)).number();
  }

  /** Cancels an operation that has not started. */
  @Command(
      name = "cancel",
      description = "Cancel an operation that has not started.",
      footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} ops cancel 01kahx4v7m2t9q8r5w3y6z1b0c"})
  int cancel(@Parameters(paramLabel = "ID") String id, @Mixin OutputOptions output) {
    String path = "/operations/" + HubClient.encoded(id) + "/cancel";
    show(session.hub().post(path, JsonNodeFactory.instance.objectNode()).body(), output);
    return ExitCode.DONE.number();
  }

  private void show(JsonNode document, OutputOptions output) {
    Instant now = session.clock().instant();
    output.print(
        session.terminal().out(),
        document,
        () -> OperationScreen.of(Views.read(document, OperationView.class), now));
  }
}
