// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.sbom;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What goes into an image, as files of the machine that builds it.
 *
 * @param image its name, {@code agent} or {@code hub}
 * @param resolved the bill of materials of what Maven resolved, as cyclonedx-maven-plugin writes it
 * @param application the folder that becomes {@code /app}
 * @param javaRelease the file {@code release} of the Java runtime
 * @param libraries the shared libraries of the base image: path, SHA-256, and where known package,
 *     version and system that each came from, separated by tabs
 * @param ignored the image's {@code .dockerignore}: patterns of paths that begin with {@code
 *     quarkus-app/}
 */
record ImageContents(
    String image,
    Path resolved,
    Path application,
    Path javaRelease,
    Optional<Path> libraries,
    Optional<Path> ignored) {

  static final String APPLICATION = "/app/";

  /** The application's name in the context of the image's build. */
  private static final String FOLDER = "quarkus-app";

  /** Every jar of the application that is in the image, by path below {@code /app}, in order. */
  List<Path> jars() throws IOException {
    List<PathMatcher> patterns = patterns();
    try (Stream<Path> files = Files.walk(application)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .map(application::relativize)
          .filter(jar -> patterns.stream().noneMatch(p -> p.matches(Path.of(FOLDER).resolve(jar))))
          .sorted()
          .toList();
    }
  }

  private List<PathMatcher> patterns() throws IOException {
    if (ignored.isEmpty()) {
      return List.of();
    }
    return Files.readAllLines(ignored.get()).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line))
        .toList();
  }
}
