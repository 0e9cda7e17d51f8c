// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A running hub, as its users see it. */
public interface Hub extends AutoCloseable {

  /** The REST address as this machine reaches it. */
  URI url();

  /** The folder that {@code flotilla-hub init} made. */
  HubKeys keys();

  /** Values of the agent's chart without which an agent would not reach it. */
  default List<String> agentValues() {
    return List.of();
  }

  @Override
  void close();

  /**
   * What {@code flotilla-hub init} made.
   *
   * @param folder it was configured to write to
   */
  record HubKeys(Path folder) {

    /** Runs {@code flotilla-hub init}, unless the folder is there. */
    public static HubKeys make(
        Environment environment, Path folder, URI publicUrl, String... options) {
      if (!folder.toFile().exists()) {
        environment
            .java("-jar", environment.hubApplication().toString())
            .with("init", "--out", folder.toString(), "--public-url", publicUrl.toString())
            .with(options)
            .run()
            .orThrow();
      }
      return new HubKeys(folder);
    }

    public Path online() {
      return folder.resolve("keys");
    }

    public Path authority() {
      return online().resolve("ca.crt");
    }

    public String readAdminToken() {
      try {
        return Files.readString(folder.resolve("admin.token"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public Path secretManifest() {
      return folder.resolve("flotilla-hub-keys.yaml");
    }
  }
}
