// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.store.StoreBeans;
import dev.flotilla.hub.store.StoreUnavailable;
import io.nats.client.JetStreamApiException;
import jakarta.enterprise.inject.CreationException;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Connects to the store and starts everything that is built on it. */
@Singleton
final class StoreOpening {
  private final Provider<HubConnections> connections;
  private final Provider<HubCore> cores;

  StoreOpening(Provider<HubConnections> connections, Provider<HubCore> cores) {
    this.connections = connections;
    this.cores = cores;
  }

  /**
   * Makes these beans and starts them; when that fails, closing the beans leaves nothing behind.
   */
  HubConnections start(StoreBeans beans)
      throws IOException, InterruptedException, JetStreamApiException {
    try {
      HubConnections opened = beans.create(connections);
      start(beans, opened);
      return opened;
    } catch (CreationException failed) {
      throw reason(failed);
    }
  }

  private void start(StoreBeans beans, HubConnections opened)
      throws IOException, InterruptedException, JetStreamApiException {
    try {
      beans.create(cores).start();
    } catch (RuntimeException failed) {
      // The client throws it when a connection is lost half-way; otherwise it is a bug.
      if (failed instanceof IllegalStateException && !opened.connected()) {
        throw new StoreUnavailable("the connection to the nats-server was lost", failed);
      }
      throw failed;
    }
  }

  // Checked exceptions of constructors and producers are wrapped by the container.
  private static RuntimeException reason(CreationException failed)
      throws IOException, InterruptedException {
    Throwable reason = failed;
    while (reason instanceof CreationException && reason.getCause() != null) {
      reason = reason.getCause();
    }
    return switch (reason) {
      case IOException unreachable -> throw unreachable;
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException bug -> bug;
      default -> failed;
    };
  }
}
