// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.main;

import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.Trace;
import dev.flotilla.cli.session.ContextFile;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.session.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;

/** The entry point. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // The plain Java half of BouncyCastle: the other unpacks a library into a temporary folder.
    System.setProperty("org.bouncycastle.native.cpu_variant", "java");
    CommandLine flotilla = Flotilla.commandLine(session(System.getenv()));
    flotilla.setCommandName(System.getProperty("flotilla.name", "flotilla"));
    System.exit(flotilla.execute(arguments));
  }

  private static Session session(Map<String, String> environment) {
    Path home = Path.of(System.getProperty("user.home"));
    InstantSource clock = InstantSource.system();
    Terminal terminal =
        new Terminal(
            System.out, System.err, wantsColour(environment), new Trace(System.err, clock));
    ContextFile contextFile = ContextFile.in(environment, home);
    return new Session(environment, contextFile, clock, Main::pause, terminal);
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Failure.interrupted();
    }
  }

  // The launcher knows whether stdout is a terminal; System.console() would load a line editor.
  private static boolean wantsColour(Map<String, String> environment) {
    return Boolean.getBoolean("flotilla.terminal")
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }
}
