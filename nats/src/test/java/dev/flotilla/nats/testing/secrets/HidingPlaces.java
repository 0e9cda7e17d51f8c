// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What every process on a machine has: files, arguments, environment. */
public final class HidingPlaces {
  private HidingPlaces() {}

  /** Every file under a folder but those that were made to hold secrets. */
  public static Stream<Content> files(Path folder, Predicate<Path> madeToHoldSecrets) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !madeToHoldSecrets.test(file))
          .flatMap(HidingPlaces::file)
          .toList()
          .stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Arguments and environment of processes, visible to every process of the same user. */
  public static Stream<Content> processes(List<ProcessHandle> processes) {
    return processes.stream()
        .map(process -> Path.of("/proc", Long.toString(process.pid())))
        .flatMap(folder -> Stream.of(folder.resolve("cmdline"), folder.resolve("environ")))
        .flatMap(HidingPlaces::file);
  }

  // A file that goes away meanwhile hides nothing any more.
  private static Stream<Content> file(Path file) {
    try {
      return Stream.of(new Content(file.toString(), Files.readAllBytes(file)));
    } catch (IOException gone) {
      if (Files.exists(file)) {
        throw new UncheckedIOException(gone);
      }
      return Stream.empty();
    }
  }
}
