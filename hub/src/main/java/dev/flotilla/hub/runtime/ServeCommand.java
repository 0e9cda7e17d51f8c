// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.settings.HubConfig;
import dev.flotilla.hub.settings.HubSettings;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import picocli.CommandLine.Command;

/**
 * Serves. Certificates are written before the web server starts, because it reads them from files.
 */
@Command(
    name = "flotilla-hub",
    description =
        "Run the hub. Settings: flotilla.hub.* properties, or FLOTILLA_HUB_* in the environment.",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = Logger.getLogger(ServeCommand.class);

  private final Clock clock;

  /** Issues certificates at the time of that clock. */
  public ServeCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    HubConfig config = HubSettings.read();
    try (DataFolderLock lock = DataFolderLock.take(config.dataDir())) {
      LOG.debugf("Data folder locked: %s", lock.folder());
      new CertificateKeeper(HubRuntimeContext.open(config, clock)).issue();
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
            LOG.error(rootMessage(failure));
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
