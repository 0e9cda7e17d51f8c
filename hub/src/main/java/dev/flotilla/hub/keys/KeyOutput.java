// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a command puts the keys that it makes, and how it calls the Secret with them. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class KeyOutput {
  @Option(names = "--out", required = true, description = "New folder for the output.")
  Path folder;

  @Option(
      names = "--secret",
      defaultValue = "flotilla-hub-keys",
      description = "Name of the Secret (default: ${DEFAULT-VALUE}).")
  String secret;

  @Option(names = "--namespace", description = "Namespace of the Secret (default: none).")
  @Nullable String namespace;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  /**
   * Makes the folder and writes the online keys to it.
   *
   * @throws ParameterException when there is a folder already
   */
  KeyFolder write(Map<KeyFile, byte[]> online) throws IOException {
    if (Files.exists(folder)) {
      throw new ParameterException(
          command.commandLine(),
          folder + " exists; keys are never overwritten. Choose a new folder.");
    }
    KeyFolder made = KeyFolder.create(folder);
    made.online(online, new KeyFolder.Secret(secret, Optional.ofNullable(namespace)));
    return made;
  }

  /** Prints where they are. */
  void explain(PrintWriter print) {
    print.println("online keys:    " + folder.resolve("keys"));
    print.println("Secret:        " + folder.resolve("flotilla-hub-keys.yaml"));
  }
}
