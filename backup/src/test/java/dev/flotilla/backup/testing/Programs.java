// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Programs that a test starts, named by the environment. */
public final class Programs {
  private Programs() {}

  /** The S3 gateway over a folder. */
  public static Path versitygw() {
    return named("FLOTILLA_VERSITYGW");
  }

  /** The stock age tool. */
  public static Path age() {
    return named("FLOTILLA_AGE");
  }

  private static Path named(String variable) {
    return Optional.ofNullable(System.getenv(variable))
        .map(Path::of)
        .filter(Files::isExecutable)
        .orElseThrow(
            () -> new IllegalStateException("set " + variable + " to the program of that name"));
  }
}
