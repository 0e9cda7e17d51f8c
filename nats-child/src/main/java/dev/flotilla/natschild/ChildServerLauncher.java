// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.natschild;

import dev.flotilla.nats.server.ServerLauncher;
import java.io.IOException;
import java.nio.file.Path;

/** Runs the nats-server as a supervised child process. */
public final class ChildServerLauncher implements ServerLauncher {
  @Override
  public Running launch(Launch launch) throws IOException {
    Path program =
        new ServerBinary(System.getenv())
            .find(launch.program())
            .orElseThrow(
                () ->
                    new IOException(
                        "NATS_SERVER_MISSING: no nats-server found. Set"
                            + " flotilla.hub.nats.server-path, or add it to PATH."));
    ServerSupervisor supervisor =
        new ServerSupervisor(
            new ServerSupervisor.Child(program, launch.configuration(), launch.store()));
    supervisor.start();
    return supervisor;
  }
}
