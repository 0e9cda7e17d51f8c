// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.natschild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerBinaryTest {
  @TempDir Path folder;

  @Test
  void theConfiguredPathIsTheOnlyCandidate() throws IOException {
    program("bin");
    ServerBinary binary = new ServerBinary(Map.of("PATH", folder.resolve("bin").toString()));

    assertThat(binary.find(Optional.of(folder.resolve("nowhere")))).isEmpty();
  }

  @Test
  void theSearchPathComesBeforeTheCache() throws IOException {
    Path onPath = program("bin");
    program("cache/flotilla/tools/nats-server-2.15.2");

    assertThat(
            new ServerBinary(
                    Map.of(
                        "PATH",
                        "/nowhere:" + folder.resolve("bin"),
                        "XDG_CACHE_HOME",
                        folder.resolve("cache").toString()))
                .find(Optional.empty()))
        .contains(onPath);
  }

  @Test
  void theNewestOfTheCacheIsTaken() throws IOException {
    program("home/.cache/flotilla/tools/nats-server-2.9.25");
    Path newest = program("home/.cache/flotilla/tools/nats-server-2.15.2");

    assertThat(
            new ServerBinary(Map.of("PATH", "", "HOME", folder.resolve("home").toString()))
                .find(Optional.empty()))
        .contains(newest);
  }

  private Path program(String parent) throws IOException {
    Path file = Files.createDirectories(folder.resolve(parent)).resolve("nats-server");
    Files.writeString(file, "#!/bin/sh\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
