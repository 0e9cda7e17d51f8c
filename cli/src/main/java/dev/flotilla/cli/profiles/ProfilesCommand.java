// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.profiles;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.output.Table;
import dev.flotilla.cli.session.Session;
import dev.flotilla.nats.profile.Profile;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the profiles, and what one of them sets and why. */
@Command(
    name = "profiles",
    description = {
      "List profiles, or show what a profile sets and why.",
      "With a name, '-o yaml' and '-o json' print the settings as a 'spec' to paste."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} profiles",
      "  ${ROOT-COMMAND-NAME} profiles production",
      "  ${ROOT-COMMAND-NAME} profiles production -o yaml"
    })
public final class ProfilesCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Name of a profile, such as production; default: list all")
  private @Nullable String name;

  @Mixin private OutputOptions output = new OutputOptions();

  /** Makes the command. */
  public ProfilesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (name == null) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      document.set("items", Formats.json().valueToTree(Profile.all()));
      output.print(
          session.terminal().out(),
          document,
          () -> table(document.path("items")).render(output.headings()));
    } else {
      JsonNode profile = Formats.json().valueToTree(named(name));
      output.print(
          session.terminal().out(),
          fragment(profile),
          () -> settings(profile.path("settings")).render(output.headings()));
    }
    return ExitCode.DONE.number();
  }

  private static Profile named(String name) {
    return Profile.find(name)
        .orElseThrow(
            () ->
                Failure.invalid(
                    "There is no profile " + name,
                    "Profiles are "
                        + Profile.all().stream().map(Profile::name).collect(joining(", "))
                        + "."));
  }

  private static ObjectNode fragment(JsonNode profile) {
    ObjectNode fragment = JsonNodeFactory.instance.objectNode();
    fragment.set("spec", profile.path("spec"));
    return fragment;
  }

  private static Table table(JsonNode profiles) {
    return new Table(List.of("NAME", "PURPOSE"), rows(profiles, "name", "purpose"));
  }

  private static Table settings(JsonNode settings) {
    return new Table(List.of("FIELD", "VALUE", "WHY"), rows(settings, "field", "value", "reason"));
  }

  private static List<List<String>> rows(JsonNode items, String... columns) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> List.of(columns).stream().map(column -> cell(item.path(column))).toList())
        .toList();
  }

  private static String cell(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
