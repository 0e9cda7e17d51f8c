// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.process.Command;
import dev.flotilla.e2e.process.Result;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The command line, with a configuration folder of its own.
 *
 * @param program the launcher
 * @param configuration stands for the user's folder of settings
 * @param api of the same hub, for what is asked again and again
 * @param shown receives each command before it runs, and each line of its progress
 */
public record Flotilla(Path program, Path configuration, HubApi api, Consumer<String> shown) {

  /** Runs it, whatever the exit code. */
  public Result call(String... arguments) {
    shown.accept("$ flotilla " + String.join(" ", arguments));
    return command(arguments).run(shown);
  }

  /** Runs it and returns its output. */
  public String run(String... arguments) {
    return call(arguments).orThrow();
  }

  /** Runs it with {@code -o json}. */
  public JsonNode json(String... arguments) {
    var output = command(arguments).with("-o", "json").run().orThrow();
    return Json.read(output.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  /** The whole audit record, oldest first. */
  public List<JsonNode> audit() {
    var rows = new ArrayList<JsonNode>();
    int before;
    do {
      before = rows.size();
      var last = rows.isEmpty() ? "0" : rows.getLast().path("sequence").asText();
      api.get("audit?limit=500&after=" + last).path("items").forEach(rows::add);
    } while (rows.size() > before);
    return rows;
  }

  public Command command(String... arguments) {
    return Command.of(program, arguments)
        .env("XDG_CONFIG_HOME", configuration.toString())
        .env("NO_COLOR", "1");
  }
}
