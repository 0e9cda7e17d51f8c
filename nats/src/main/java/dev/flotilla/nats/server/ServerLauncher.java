// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs a nats-server that lives no longer than this process. An implementation needs system calls
 * that Java does not have, so it is found by {@link java.util.ServiceLoader} and may be absent.
 */
public interface ServerLauncher {
  /**
   * What to run.
   *
   * @param program the nats-server; one is looked for when absent
   * @param configuration its configuration file
   * @param store folder of everything that it stores; absolute
   */
  record Launch(Optional<Path> program, Path configuration, Path store) {}

  /** A server that is started again whenever it ends, until it is closed. */
  interface Running extends AutoCloseable {
    /** Stops the server in order, so that JetStream is written out, and waits for it. */
    @Override
    void close();
  }

  /**
   * Starts the server. It may not accept connections yet when this returns.
   *
   * @throws IOException when there is no program
   * @throws IllegalStateException when another server serves the store
   */
  Running launch(Launch launch) throws IOException;
}
