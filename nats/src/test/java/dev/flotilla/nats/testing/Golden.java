// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares texts with checked-in files; {@code -Dbless=true} writes the files instead. */
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

  /** Holds that there is no such file. */
  public static void checkAbsent(Path file) {
    try {
      if (Boolean.getBoolean("bless")) {
        Files.deleteIfExists(file);
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    assertThat(file).doesNotExist();
  }
}
