// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import dev.flotilla.hub.catalogue.SignCatalogueCommand;
import dev.flotilla.hub.keys.InitCommand;
import dev.flotilla.hub.keys.RotateKeyCommand;
import dev.flotilla.hub.natsserver.NatsConfigCommand;
import dev.flotilla.hub.runtime.PrepareExternalCommand;
import dev.flotilla.hub.runtime.ServeCommand;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.Clock;
import picocli.CommandLine;

/** The hub's executable: without a command it serves; the commands work without a running hub. */
@QuarkusMain
public final class HubMain {
  private HubMain() {}

  /**
   * Ends the process with 0 when done, 2 for wrong use or an unusable input, 1 when the hub could
   * not start.
   */
  public static void main(String... arguments) {
    // The plain Java half of BouncyCastle: the other unpacks a library into a temporary folder.
    System.setProperty("org.bouncycastle.native.cpu_variant", "java");
    // Key stores exist in memory alone, where an expensive password protects nothing: at a start,
    // ten thousand rounds for each TLS key are a second of a processor.
    System.setProperty("keystore.pkcs12.keyPbeIterationCount", "1");
    Clock clock = HubClock.clock();
    CommandLine commandLine =
        new CommandLine(new ServeCommand(clock))
            .addSubcommand(new InitCommand(clock))
            .addSubcommand(new RotateKeyCommand(clock))
            .addSubcommand(new SignCatalogueCommand())
            .addSubcommand(new NatsConfigCommand(clock))
            .addSubcommand(new PrepareExternalCommand())
            .setExecutionExceptionHandler(HubMain::explain);
    System.exit(commandLine.execute(arguments));
  }

  private static int explain(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
    commandLine.getErr().println("Error: " + failure.getMessage());
    commandLine.getErr().flush();
    return 2;
  }
}
