// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.InputText;
import dev.flotilla.cli.session.Session;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The catalogue of nats-server releases that hub and agents use. */
@Command(
    name = "catalogue",
    description = "The nats-server releases that can be deployed, and what is known about them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} catalogue show"})
public final class CatalogueCommand {
  private final Session session;

  /** Makes the command. */
  public CatalogueCommand(Session session) {
    this.session = session;
  }

  /** Shows the active catalogue, or one version of it. */
  @Command(
      name = "show",
      description = {
        "Show the release lines, or what is known about one version, listed or not.",
        "'-o json' without a version prints a catalogue file that can be edited and signed."
      },
      footer = {
        "",
        "Example:",
        "  ${ROOT-COMMAND-NAME} catalogue show",
        "  ${ROOT-COMMAND-NAME} catalogue show 2.12.11",
        "  ${ROOT-COMMAND-NAME} catalogue show -o json > catalogue.json"
      })
  int show(
      @Parameters(
              arity = "0..1",
              paramLabel = "VERSION",
              description = "Of nats-server, such as 2.15.3")
          @Nullable String version,
      @Mixin OutputOptions output) {
    if (version == null) {
      JsonNode catalogue = session.hub().get("/catalogue");
      output.print(
          session.terminal().out(),
          catalogue,
          () -> CatalogueScreen.of(catalogue, output.headings()));
    } else {
      JsonNode known = session.hub().get("/catalogue/versions/" + HubClient.encoded(version));
      output.print(session.terminal().out(), known, () -> VersionScreen.of(known));
    }
    return ExitCode.DONE.number();
  }

  /** Imports a newer catalogue into the hub. */
  @Command(
      name = "import",
      description = {
        "Give the hub a newer catalogue, signed by one of its offline roots.",
        "Nothing is downloaded: the file comes with you, also where there is no internet."
      },
      footer = {
        "",
        "Example:",
        "  flotilla-hub sign-catalogue --root root-1.key --out signed.json catalogue.json",
        "  ${ROOT-COMMAND-NAME} catalogue import signed.json"
      })
  int importFile(
      @Parameters(
              paramLabel = "FILE",
              description = "What 'flotilla-hub sign-catalogue' wrote; '-' reads stdin")
          String file) {
    JsonNode catalogue = session.hub().put("/catalogue", read(file), Optional.empty()).body();
    session
        .terminal()
        .err()
        .println("Catalogue " + catalogue.path("serial").asText() + " is in force");
    return ExitCode.DONE.number();
  }

  private static JsonNode read(String file) {
    try {
      return Formats.json().readTree(InputText.of(file));
    } catch (JsonProcessingException e) {
      throw Failure.invalid(
          "%s is not JSON: %s".formatted(file, e.getOriginalMessage().strip()),
          "Import the file that 'flotilla-hub sign-catalogue' wrote.");
    }
  }
}
