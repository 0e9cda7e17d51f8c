// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds nats-server executables: {@code FLOTILLA_NATS_SERVER}, else {@code PATH}; other versions
 * are in the same folder.
 */
public final class ServerBinary {
  private ServerBinary() {}

  /**
   * The server of the environment.
   *
   * @throws IllegalStateException when there is none; the message says what to do
   */
  public static Path any() {
    return Stream.concat(
            Stream.ofNullable(System.getenv("FLOTILLA_NATS_SERVER")).map(Path::of), onPath())
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No nats-server: set FLOTILLA_NATS_SERVER to an executable one."));
  }

  /**
   * A server of that version, {@code nats-server-<version>} in the folder of {@link #any}; empty if
   * it is missing.
   */
  public static Optional<Path> ofVersion(String version) {
    return Optional.of(any().resolveSibling("nats-server-" + version)).filter(Files::isExecutable);
  }

  private static Stream<Path> onPath() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "nats-server"));
  }
}
