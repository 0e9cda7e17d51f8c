// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.hub.testing.HubProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The packaged command line, started by its launcher.
 *
 * @param home where it keeps its contexts
 */
record Launcher(Path home) {

  /** What a run left behind. */
  record Run(int exit, String out, String err) {}

  Run run(String... arguments) throws IOException, InterruptedException {
    return run("", List.of(arguments));
  }

  /** Logs in with a token on standard input, as the documentation recommends. */
  Run login(HubProcess hub, String token, String... trust)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("login", hub.url().toString(), "--token-stdin"));
    words.addAll(List.of(trust));
    return run(token, words);
  }

  /** Runs it with a standard input. */
  Run run(String input, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("target/flotilla"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CONFIG_HOME", home.toString());
    Path out = home.resolve("out");
    Path err = home.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
