// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.BackupView;
import dev.flotilla.protocol.api.WithdrawalView;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Backups of the fleet. */
@Command(
    name = "backup",
    description = "Back up NATS clusters: create, list, show and delete backups.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} backup list orders"})
public final class BackupCommand {
  private static final String BACKUP =
      "member/namespace/name, or a unique end of it; also with the name of the NatsCluster";

  private final Session session;

  /** Makes the command. */
  public BackupCommand(Session session) {
    this.session = session;
  }

  /** Assembles the group. */
  public static CommandLine commandLine(Session session) {
    return new CommandLine(new BackupCommand(session))
        .addSubcommand(new BackupCreateCommand(session));
  }

  /** Lists backups. */
  @Command(
      name = "list",
      description = "List backups: of the fleet, or of one NatsCluster, which may be gone.",
      footer = {
        "",
        "Example:",
        "  ${ROOT-COMMAND-NAME} backup list",
        "  ${ROOT-COMMAND-NAME} backup list east/nats/orders -o json"
      })
  int list(
      @Parameters(
              arity = "0..1",
              paramLabel = "NATSCLUSTER",
              description = "Only of this one: member/namespace/name, or an end of it")
          @Nullable String cluster,
      @Mixin OutputOptions output) {
    JsonNode document = session.hub().list(JobKind.BACKUP.list(), Map.of());
    JsonNode wanted = cluster == null ? document : ofCluster(document, cluster);
    Instant now = session.clock().instant();
    output.print(
        session.terminal().out(),
        wanted,
        () -> BackupTable.of(Views.items(wanted, BackupView.class), now).render(output.headings()));
    return ExitCode.DONE.number();
  }

  /** Shows one backup. */
  @Command(
      name = "show",
      description = "Show one backup: what is not in it, what is, and how to restore it.",
      footer = {
        "",
        "Example:",
        "  ${ROOT-COMMAND-NAME} backup show east/nats/orders-20261121-1200"
      })
  int show(
      @Parameters(paramLabel = "BACKUP", description = BACKUP) String backup,
      @Mixin OutputOptions output) {
    HubClient hub = session.hub();
    BackupView found = new KnownBackups(hub).find(backup);
    Instant now = session.clock().instant();
    output.print(
        session.terminal().out(),
        hub.get(JobKind.BACKUP.path(found)),
        () -> new JobScreen(JobKind.BACKUP, session.terminal(), now).render(found));
    return ExitCode.DONE.number();
  }

  /** Deletes the resource of a backup. */
  @Command(
      name = "delete",
      description = {
        "Delete the NatsBackup of a backup in its member.",
        "The set stays in its store, and can still be restored by its id."
      },
      footer = {
        "",
        "Example:",
        "  ${ROOT-COMMAND-NAME} backup delete east/nats/orders-20261121-1200"
      })
  int delete(@Parameters(paramLabel = "BACKUP", description = BACKUP) String backup) {
    HubClient hub = session.hub();
    BackupView found = new KnownBackups(hub).find(backup);
    WithdrawalView withdrawn =
        Views.read(hub.delete(JobKind.BACKUP.path(found)).body(), WithdrawalView.class);
    session
        .terminal()
        .err()
        .println(
            "NatsBackup %s deleted%s"
                .formatted(
                    withdrawn.address(),
                    withdrawn.set() == null
                        ? ""
                        : "; set " + withdrawn.set() + " stays in its store"));

    return ExitCode.DONE.number();
  }

  private static JsonNode ofCluster(JsonNode document, String cluster) {
    ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    ArrayNode items = wanted.putArray("items");
    document
        .path("items")
        .forEach(
            item -> {
              if (KnownBackups.of(cluster).test(Views.read(item, BackupView.class))) {
                items.add(item);
              }
            });
    return wanted;
  }
}
