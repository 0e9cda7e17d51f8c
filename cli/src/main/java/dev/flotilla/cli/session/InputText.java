// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.session;

import dev.flotilla.cli.Failure;
import dev.flotilla.cli.output.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a file that a person names; {@code -} is stdin. */
public final class InputText {
  private InputText() {}

  /**
   * Reads it.
   *
   * @throws Failure when it cannot be read
   */
  public static String of(String file) {
    boolean standardInput = file.equals("-");
    try {
      return standardInput
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (IOException e) {
      throw Failure.invalid(
          "Cannot read " + Reasons.of(standardInput ? "stdin" : file, e),
          "Check the path and its permissions.");
    }
  }
}
