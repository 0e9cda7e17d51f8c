// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a token. It alone goes to stdout, so that it can be piped into a file or a Secret. */
@Command(
    name = "create",
    description = {
      "Create a token and print it. It cannot be shown again.",
      "A join token enrols one agent; an API token authenticates a person or CI at the hub."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} token create east --expires-in 1h > east.token",
      "  ${ROOT-COMMAND-NAME} token create ci --kind api --role operator --expires-in 90d"
    })
final class TokenCreateCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "NAME", description = "Name in the audit log")
  private String name = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "join",
      description = "${COMPLETION-CANDIDATES}; default: join")
  private Kind kind = Kind.join;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "Role of an API token: ${COMPLETION-CANDIDATES}")
  private @Nullable Role role;

  @Option(
      names = "--expires-in",
      paramLabel = "TIME",
      description =
          "Lifetime, such as 1h or 90d; default: 1h for join tokens, unlimited for API tokens")
  private @Nullable Duration expiresIn;

  @Mixin private OutputOptions output = new OutputOptions();

  enum Kind {
    join,
    api
  }

  enum Role {
    viewer,
    operator,
    admin
  }

  TokenCreateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if ((kind == Kind.api) != (role != null)) {
      throw Failure.invalid(
          "An API token needs a role, and a join token has none",
          "Pass --kind api together with --role viewer, operator or admin.");
    }
    JsonNode created = session.hub().post("/tokens", body()).body();
    String token = created.path("token").asText();
    output.print(session.terminal().out(), created, () -> token + "\n");
    if (output.forPeople()) {
      session.terminal().err().println(advice());
    }
    return ExitCode.DONE.number();
  }

  private ObjectNode body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("kind", kind.name()).put("name", name);
    if (role != null) {
      body.put("role", role.name());
    }
    if (expiresIn != null) {
      body.put("expiresIn", expiresIn.toString());
    }
    return body;
  }

  private String advice() {
    return switch (kind) {
      case join ->
          "It can enrol one agent, once. Store it in a Secret for the flotilla-agent chart.";
      case api ->
          "It cannot be shown again. Use it with 'flotilla login' or as FLOTILLA_TOKEN (%s)."
              .formatted(String.valueOf(role).toLowerCase(Locale.ROOT));
    };
  }
}
