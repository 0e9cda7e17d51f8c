// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.keys.DirectoryKeyStore;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.hub.settings.HubConfig;
import dev.flotilla.hub.settings.HubNames;
import dev.flotilla.hub.settings.HubSettings;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import picocli.CommandLine.Command;

/** Serves. Certificates are written before the web server starts, because it reads them from files. */
@Command(
    name = "flotilla-hub",
    description = "Serves the fleet. Settings: flotilla.hub.* properties, or FLOTILLA_HUB_* in the environment.",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    HubConfig config = HubSettings.read();
    try (DataFolderLock ignored = DataFolderLock.take(config.dataDir())) {
      HubKeys keys = HubKeys.open(new DirectoryKeyStore(config.keysDir()));
      new CertificateKeeper(
              config,
              keys,
              HubNames.of(config, keys.identity()),
              Clock.systemUTC(),
              new SecureRandom())
          .issue();
      return serve();
    }
  }

  private static int serve() {
    AtomicInteger code = new AtomicInteger();
    Quarkus.run(
        null,
        (exit, failure) -> {
          code.set(exit);
          if (failure != null) {
            Logger.getLogger(ServeCommand.class).error(rootMessage(failure));
          }
        });
    return code.get();
  }

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
