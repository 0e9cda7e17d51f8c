// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import dev.flotilla.protocol.signature.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The file of an offline root, as {@code init} writes it: base64 of its seed. */
public final class RootFile {
  private RootFile() {}

  /**
   * Reads it for a command.
   *
   * @throws ParameterException when the file holds something else
   * @throws IOException when it cannot be read
   */
  public static SigningKey read(Path file, CommandSpec command) throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      return SigningKey.ofSeed(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException malformed) {
      throw new ParameterException(command.commandLine(), file + " is not a root key.");
    }
  }
}
