// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.natsserver.HubServerConfiguration;
import dev.flotilla.hub.natsserver.ServerFiles;
import dev.flotilla.hub.settings.HubConfig;
import dev.flotilla.nats.document.Quantity;
import dev.flotilla.nats.server.ServerLauncher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** The nats-server of a hub that runs it itself. */
final class OwnServer {
  private OwnServer() {}

  /** Writes its configuration and starts it; its certificate is there already. */
  static ServerLauncher.Running launch(HubRuntimeContext context) throws IOException {
    // By the loader of the class path: that of Quarkus keeps the service files of the build, and
    // the image leaves one of them out.
    ServerLauncher launcher =
        ServiceLoader.load(ServerLauncher.class, ServerLauncher.class.getClassLoader())
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "NATS_CHILD_MISSING: this hub cannot run a nats-server as its child: the module"
                            + " nats-child is not on its class path (the container image leaves it"
                            + " out). Set flotilla.hub.nats.mode to external, and"
                            + " flotilla.hub.nats.url."));
    HubConfig.Nats nats = context.config().nats();
    Path data = context.dataFolder();
    Path file = data.resolve("nats-server.conf");
    ServerFiles.writeConfiguration(
        file,
        new HubServerConfiguration(
            "flotilla-hub",
            new HubServerConfiguration.Listeners(
                "0.0.0.0", nats.port(), nats.websocketPort(), "127.0.0.1:" + nats.monitorPort()),
            new HubServerConfiguration.Storage(
                data, data.resolve("tls"), nats.volume().map(Quantity::of)),
            context.keys().nats()));
    return launcher.launch(new ServerLauncher.Launch(nats.serverPath(), file, data));
  }
}
