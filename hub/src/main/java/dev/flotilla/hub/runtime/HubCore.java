// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.store.StoreUnavailable;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Everything that is built on the store, running.
 *
 * @param connections to the store
 * @param parts what the API works with
 * @param running what has threads, in the order of its start
 */
record HubCore(HubConnections connections, HubParts parts, List<AutoCloseable> running)
    implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(HubCore.class);

  HubCore {
    running = List.copyOf(running);
  }

  /**
   * Connects, makes the streams, folds them and begins to work; leaves nothing behind when that
   * fails.
   */
  static HubCore open(HubContext context)
      throws IOException, InterruptedException, JetStreamApiException {
    HubConnections connections = HubConnections.open(context);
    HubAssembly assembly = new HubAssembly(context, connections);
    try {
      return assembly.assemble();
    } catch (IOException | InterruptedException | JetStreamApiException | RuntimeException failed) {
      boolean connected = connections.connected();
      close(assembly.running());
      connections.close();
      // The client throws it when a connection is lost half-way; otherwise it is a bug.
      if (failed instanceof IllegalStateException && !connected) {
        throw new StoreUnavailable("the connection to the nats-server was lost", failed);
      }
      throw failed;
    }
  }

  Connection system() {
    return connections.system();
  }

  boolean connected() {
    return connections.connected();
  }

  /** Whether it can only be opened anew. */
  boolean lost() {
    return connections.lost();
  }

  @Override
  public void close() {
    close(running);
    connections.close();
  }

  private static void close(List<AutoCloseable> parts) {
    for (AutoCloseable part : parts.reversed()) {
      try {
        part.close();
      } catch (Exception failed) {
        // What matters is on disk; the others must be closed as well.
        LOG.debug("Closing a component failed", failed);
      }
    }
  }
}
