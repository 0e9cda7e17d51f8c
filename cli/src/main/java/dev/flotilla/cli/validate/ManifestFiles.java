// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.validate;

import dev.flotilla.cli.Failure;
import dev.flotilla.cli.output.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that a person names, one by one or by the folder that holds them. */
final class ManifestFiles {
  private static final List<String> EXTENSIONS = List.of(".yaml", ".yml", ".json");

  private ManifestFiles() {}

  /**
   * Replaces each folder by the YAML and JSON files at any depth in it, by name; hidden ones are
   * left out.
   *
   * @throws Failure when a folder cannot be read
   */
  static List<String> of(List<String> names) {
    return names.stream().flatMap(ManifestFiles::expanded).distinct().toList();
  }

  private static Stream<String> expanded(String name) {
    Path path = Path.of(name);
    return !name.equals("-") && Files.isDirectory(path) ? within(path).stream() : Stream.of(name);
  }

  private static List<String> within(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> isManifest(folder.relativize(file)))
          .sorted()
          .map(Path::toString)
          .toList();
    } catch (IOException e) {
      throw Failure.invalid(
          "Cannot read " + Reasons.of(folder.toString(), e), "Check the path and its permissions.");
    }
  }

  private static boolean isManifest(Path file) {
    for (Path part : file) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return EXTENSIONS.stream().anyMatch(file.toString()::endsWith);
  }
}
