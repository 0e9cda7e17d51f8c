// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.output.Ages;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.output.Table;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.TokenView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tokens: those that enrol an agent once, and those that let people and CI call the hub. */
@Command(
    name = "token",
    description = "Manage join tokens, which enrol agents, and API tokens, for people and CI.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} token create east > east.token"})
public final class TokenCommand {
  private static final List<String> HEADINGS =
      List.of("ID", "KIND", "NAME", "ROLE", "AGE", "EXPIRES", "USED");

  private final Session session;

  /** Makes the command. */
  public TokenCommand(Session session) {
    this.session = session;
  }

  /** Assembles the group. */
  public static CommandLine commandLine(Session session) {
    return new CommandLine(new TokenCommand(session))
        .addSubcommand(new TokenCreateCommand(session));
  }

  /** Lists the tokens; a secret is shown only once, by 'create'. */
  @Command(
      name = "list",
      description = "List tokens, without their secrets.",
      footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} token list"})
  int list(@Mixin OutputOptions output) {
    JsonNode document = session.hub().list("/tokens", Map.of());
    Instant now = session.clock().instant();
    output.print(
        session.terminal().out(), document, () -> table(document, now).render(output.headings()));
    return ExitCode.DONE.number();
  }

  static Table table(JsonNode document, Instant now) {
    List<List<String>> rows =
        Views.items(document, TokenView.class).stream().map(token -> row(token, now)).toList();
    return new Table(HEADINGS, rows);
  }

  private static List<String> row(TokenView token, Instant now) {
    return List.of(
        token.id(),
        token.kind(),
        token.name(),
        token.role() == null ? "-" : token.role(),
        Ages.since(token.createdAt(), now),
        expiry(token.expiresAt(), now),
        token.usedAt() == null ? "-" : Ages.since(token.usedAt(), now) + " ago");
  }

  private static String expiry(@Nullable Instant expiresAt, Instant now) {
    if (expiresAt == null) {
      return "never";
    }
    return expiresAt.isAfter(now) ? "in " + Ages.since(now, expiresAt) : "expired";
  }

  /** Ends a token; agents that enrolled with a join token stay. */
  @Command(
      name = "revoke",
      description = "Revoke a token. Agents that enrolled with it stay enrolled.",
      footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} token revoke 7k2m9q"})
  int revoke(
      @Parameters(paramLabel = "ID", description = "Id of the token, as in 'token list'")
          String id) {
    session.hub().delete("/tokens/" + HubClient.encoded(id));
    session.terminal().err().println("Token " + id + " revoked");
    return ExitCode.DONE.number();
  }
}
