// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One call of a program.
 *
 * @param words the program and its arguments
 * @param environment added to that of this process
 * @param input standard input; empty for none
 * @param patience timeout, after which the program is killed and the call fails
 */
public record Command(
    List<String> words, Map<String, String> environment, String input, Duration patience) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  public static Command of(String... words) {
    return new Command(List.of(words), Map.of(), "", PATIENCE);
  }

  public static Command of(Path program, String... arguments) {
    return of(program.toString()).with(arguments);
  }

  public Command with(String... arguments) {
    var all = new ArrayList<>(words);
    all.addAll(List.of(arguments));
    return new Command(all, environment, input, patience);
  }

  public Command env(String name, String value) {
    var all = new HashMap<>(environment);
    all.put(name, value);
    return new Command(words, all, input, patience);
  }

  public Command input(String text) {
    return new Command(words, environment, text, patience);
  }

  public Command patience(Duration longest) {
    return new Command(words, environment, input, longest);
  }

  /** Runs to the end, whatever the exit code. */
  public Result run() {
    return run(_ -> {});
  }

  /** Runs to the end and shows each line of standard error as it comes. */
  public Result run(Consumer<String> progress) {
    try {
      var process = builder().start();
      var error = new StringBuilder();
      var reader =
          Thread.ofVirtual().start(() -> follow(process.getErrorStream(), error, progress));
      var output = new StringBuilder();
      var outputReader =
          Thread.ofVirtual().start(() -> follow(process.getInputStream(), output, _ -> {}));
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      outputReader.join();
      reader.join();
      return new Result(
          this,
          ended ? process.exitValue() : Result.TIMED_OUT,
          output.toString(),
          error.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + this, e);
    }
  }

  ProcessBuilder builder() {
    var builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    return builder;
  }

  private static void follow(InputStream stream, StringBuilder into, Consumer<String> each) {
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        into.append(line).append('\n');
        each.accept(line);
      }
    } catch (IOException e) {
      into.append("(unreadable: ").append(e.getMessage()).append(")\n");
    }
  }

  /** The command line as a user would type it; values of the environment are not shown. */
  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
