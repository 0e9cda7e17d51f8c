// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The packaged hub: as the build leaves it, or what its container image takes of that.
 *
 * @param folder holds {@code quarkus-run.jar}
 * @param options for Java
 */
record HubApplication(Path folder, List<String> options) {
  // Tests of other modules start it as well.
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Path TARGET = PROJECT.resolve("hub/target");
  private static final Path DOCKER = PROJECT.resolve("src/main/docker");

  /** For a hub on one machine. */
  static final HubApplication WHOLE = in(TARGET);

  /** For a hub on one machine, as a build left it in its module's folder. */
  static HubApplication in(Path target) {
    return new HubApplication(
        target.resolve("quarkus-app"),
        // All but the first map the classes that one has loaded: a third less to do at a start.
        List.of(
            "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + target.resolve("hub.jsa")));
  }

  /** What the Dockerfile copies, with the options of the image. */
  static HubApplication ofTheImage(Path context) {
    try {
      List<PathMatcher> ignored = ignored();
      for (Path file : files()) {
        Path inContext = TARGET.relativize(file);
        if (ignored.stream().noneMatch(pattern -> pattern.matches(inContext))) {
          Path copy = context.resolve(inContext);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new HubApplication(
        context.resolve("quarkus-app"), List.of("@" + DOCKER.resolve("hub.jvm.options")));
  }

  /** What starts it. */
  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Xlog:cds=off,cds+dynamic=off,aot=off");
    command.addAll(List.of("-jar", folder.resolve("quarkus-run.jar").toString()));
    return command;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(WHOLE.folder())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static List<PathMatcher> ignored() throws IOException {
    try (Stream<String> lines = Files.lines(DOCKER.resolve("Dockerfile.hub.dockerignore"))) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
          .toList();
    }
  }
}
