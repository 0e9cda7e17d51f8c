// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.natsserver.HubServerConfiguration;
import dev.flotilla.hub.natsserver.ServerBinary;
import dev.flotilla.hub.natsserver.ServerFiles;
import dev.flotilla.hub.natsserver.ServerSupervisor;
import dev.flotilla.hub.settings.HubConfig;
import dev.flotilla.nats.cluster.Quantity;
import java.io.IOException;
import java.nio.file.Path;

/** The nats-server as a child of the hub. */
final class ChildServer {
  private ChildServer() {}

  /** Finds the program and writes its configuration; its certificate is there already. */
  static ServerSupervisor prepare(HubContext context) throws IOException {
    HubConfig config = context.config();
    Path data = context.dataFolder();
    Path binary =
        new ServerBinary(System.getenv())
            .find(config.nats().serverPath())
            .orElseThrow(
                () ->
                    new IOException(
                        "NATS_SERVER_MISSING: no nats-server found. Set flotilla.hub.nats.server-path, or add it to PATH."));
    Path file = data.resolve("nats-server.conf");
    ServerFiles.writeConfiguration(
        file,
        new HubServerConfiguration(
            "flotilla-hub",
            new HubServerConfiguration.Listeners(
                "0.0.0.0",
                config.nats().port(),
                config.nats().websocketPort(),
                "127.0.0.1:" + config.nats().monitorPort()),
            new HubServerConfiguration.Storage(
                data, data.resolve("tls"), config.nats().volume().map(Quantity::of)),
            context.keys().nats()));
    return new ServerSupervisor(new ServerSupervisor.Child(binary, file, data));
  }
}
