// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.natschild;

import dev.flotilla.nats.catalogue.ServerVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the nats-server to run: the configured path, the search path, the user's cache. */
final class ServerBinary {
  private static final String NAME = "nats-server";

  private final Map<String, String> environment;

  /** The environment gives {@code PATH}, {@code XDG_CACHE_HOME} and {@code HOME}. */
  ServerBinary(Map<String, String> environment) {
    this.environment = environment;
  }

  /** A configured path is the only candidate: a fallback to another server would be a surprise. */
  Optional<Path> find(Optional<Path> configured) throws IOException {
    if (configured.isPresent()) {
      return configured.filter(Files::isExecutable);
    }
    return Stream.concat(onSearchPath(), cached().stream())
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Stream<Path> onSearchPath() {
    return Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, NAME));
  }

  // Where ./dev keeps the tools that it builds: tools/nats-server-2.15.2/nats-server. The newest
  // comes first.
  private List<Path> cached() throws IOException {
    String home = environment.getOrDefault("HOME", "/");
    String cache = environment.getOrDefault("XDG_CACHE_HOME", home + "/.cache");
    Path folder = Path.of(cache, "flotilla", "tools");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> tools = Files.list(folder)) {
      return tools
          .filter(tool -> version(tool).isPresent())
          .sorted(Comparator.comparing((Path tool) -> version(tool).orElseThrow()).reversed())
          .map(tool -> tool.resolve(NAME))
          .toList();
    }
  }

  private static Optional<ServerVersion> version(Path tool) {
    String name = String.valueOf(tool.getFileName());
    String prefix = NAME + "-";
    return name.startsWith(prefix)
        ? ServerVersion.parse(name.substring(prefix.length()))
        : Optional.empty();
  }
}
