// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import dev.flotilla.protocol.audit.AuditChain.Step;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The audit record: who did what, refused attempts included. */
@Command(
    name = "audit",
    description = "Read the audit log and verify that it has not been tampered with.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} audit verify"})
public final class AuditCommand {
  private final Session session;

  /** Makes the command. */
  public AuditCommand(Session session) {
    this.session = session;
  }

  /** Lists rows, oldest first. */
  @Command(
      name = "list",
      description = "List audit rows, oldest first.",
      footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} audit list --after 120 --limit 50"})
  int list(
      @Option(
              names = "--after",
              paramLabel = "SEQUENCE",
              defaultValue = "0",
              description = "Start after this row; default: 0")
          long after,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "100",
              description = "At most this many; default: 100")
          int limit,
      @Mixin OutputOptions output) {
    Map<String, String> query =
        new TreeMap<>(Map.of("after", String.valueOf(after), "limit", String.valueOf(limit)));
    JsonNode document = session.hub().page("/audit", query);
    output.print(
        session.terminal().out(),
        document,
        () -> AuditTable.of(AuditRows.read(document)).render(output.headings()));
    return ExitCode.DONE.number();
  }

  /** Computes the hash chain anew, here, and names the first row that breaks it. */
  @Command(
      name = "verify",
      description = {
        "Download the whole audit log and verify its hash chain locally.",
        "Exits with 1 and prints the first bad row if it has been tampered with."
      },
      footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} audit verify"})
  int verify(@Mixin OutputOptions output) {
    JsonNode document = session.hub().list("/audit", Map.of());
    Step verdict = AuditRows.follow(AuditRows.read(document));
    output.print(session.terminal().out(), json(verdict), () -> sentence(verdict) + "\n");
    return (verdict instanceof Step.Good ? ExitCode.DONE : ExitCode.UNHEALTHY).number();
  }

  private static String sentence(Step verdict) {
    return switch (verdict) {
      case Step.Good(var chain) ->
          "%d rows verified; the chain is intact up to row %d, %s"
              .formatted(chain.rows(), chain.lastSequence(), chain.lastHash());
      case Step.Broken(var sequence, var reason) ->
          "The audit log has been tampered with: " + reason;
    };
  }

  private static ObjectNode json(Step verdict) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    return switch (verdict) {
      case Step.Good(var chain) ->
          document
              .put("intact", true)
              .put("rows", chain.rows())
              .put("lastSequence", chain.lastSequence())
              .put("lastHash", chain.lastHash());
      case Step.Broken(var sequence, var reason) ->
          document.put("intact", false).put("firstBadRow", sequence).put("reason", reason);
    };
  }
}
