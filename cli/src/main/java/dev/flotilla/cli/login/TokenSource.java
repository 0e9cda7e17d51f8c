// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.login;

import dev.flotilla.cli.Failure;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where a token comes from: one of the two options, else the environment, else a prompt on the
 * terminal. Never an argument, which every user of the machine could read in its process list.
 */
final class TokenSource {
  private static final int MOST_BYTES = 4096;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the API token; default: FLOTILLA_TOKEN, else a prompt")
  private @Nullable Path file;

  @Option(names = "--token-stdin", description = "Read the API token from stdin")
  private boolean standardInput;

  // Refused: what is no option at all would be repeated on the screen, and in the logs of a build.
  @Option(names = "--token", hidden = true, paramLabel = "TOKEN")
  private @Nullable String argument;

  String read(Map<String, String> environment) {
    String token = given(environment).strip();
    if (token.isEmpty()) {
      throw Failure.invalid(
          "No token given", "Pass --token-file FILE or --token-stdin, or set FLOTILLA_TOKEN.");
    }
    return token;
  }

  private String given(Map<String, String> environment) {
    if (argument != null) {
      throw Failure.invalid(
          "A token on the command line is visible to every user of this machine",
          "Pass --token-file FILE or --token-stdin, and revoke this token if the machine is shared.");
    }
    if (file != null) {
      return fromFile(file);
    }
    if (standardInput) {
      return fromStandardInput();
    }
    @Nullable String variable = environment.get("FLOTILLA_TOKEN");
    return variable == null ? fromTerminal() : variable;
  }

  private static String fromFile(Path file) {
    try (InputStream input = Files.newInputStream(file)) {
      return new String(input.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Failure.invalid("Cannot read " + file, "Pass a file that contains only the token.");
    }
  }

  private static String fromStandardInput() {
    InputStream input = System.in;
    try {
      return new String(input.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Failure.invalid("Cannot read the token from stdin: " + e.getMessage(), "Pipe it in.");
    }
  }

  private static String fromTerminal() {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> console.readPassword("API token: "))
        .map(String::new)
        .orElse("");
  }
}
