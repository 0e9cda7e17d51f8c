// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.hub.Reply;
import dev.flotilla.cli.operations.FollowOptions;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import dev.flotilla.protocol.api.BackupView;
import dev.flotilla.protocol.api.NatsClusterView;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Sends a document, follows its operation, and shows what came of it.
 *
 * @param session with the hub and the terminal
 * @param operation how it is followed
 * @param output how it is printed
 */
record JobRequest(Session session, FollowOptions operation, OutputOptions output) {
  private static final List<String> ENDED = List.of("Complete", "Incomplete", "Failed");

  /** Prints a document that is not sent. */
  ExitCode print(ObjectNode document) {
    output.print(session.terminal().out(), document, () -> yaml(document));
    return ExitCode.DONE;
  }

  ExitCode send(JobKind kind, NatsClusterView cluster, ObjectNode document) {
    HubClient hub = session.hub();
    String name = document.path("metadata").path("name").asText();
    Reply reply = hub.put(kind.path(cluster, name), document, operation.idempotencyKey());
    ExitCode code = operation.follow(session, hub, reply, output);
    if (operation.waits() && output.forPeople()) {
      new KnownBackups(hub).named(kind, cluster, name).ifPresent(view -> show(kind, view));
    }
    return code;
  }

  /** The operation may have ended a moment before the report on the resource comes. */
  private void show(JobKind kind, BackupView view) {
    if (ENDED.contains(view.state())) {
      session
          .terminal()
          .out()
          .print(
              "\n" + new JobScreen(kind, session.terminal(), session.clock().instant()).body(view));
    } else if (kind == JobKind.BACKUP) {
      session.terminal().err().println("Hint: flotilla backup show " + view.address());
    }
  }

  private static String yaml(ObjectNode document) {
    try {
      return Formats.yaml().writeValueAsString(document);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
