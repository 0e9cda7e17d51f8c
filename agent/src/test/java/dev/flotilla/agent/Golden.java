// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a text with a checked-in file; {@code -Dbless=true} writes the file instead. */
public final class Golden {
  private Golden() {}

  /** Holds that the file, relative to the module's folder, has that content. */
  public static void check(Path file, String actual) {
    try {
      if (Boolean.getBoolean("bless")) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, actual);
      }
      assertThat(actual)
          .as("%s (re-bless with -Dbless=true)", file)
          .isEqualTo(Files.readString(file));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
