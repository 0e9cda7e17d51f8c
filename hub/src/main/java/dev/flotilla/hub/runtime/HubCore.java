// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.hub.store.StoreUnavailable;
import io.nats.client.JetStreamApiException;
import java.io.IOException;

/** Everything that is built on the store, and the order in which it starts. */
@StoreScoped
final class HubCore {
  private final HubRuntimeContext context;
  private final HubConnections connections;
  private final StoredState state;
  private final Workers workers;

  HubCore(
      HubRuntimeContext context, HubConnections connections, StoredState state, Workers workers) {
    this.context = context;
    this.connections = connections;
    this.state = state;
    this.workers = workers;
  }

  /**
   * Makes the streams, reads them and begins to work.
   *
   * @throws StoreUnavailable when the servers do not keep what they acknowledge
   */
  void start() throws IOException, InterruptedException, JetStreamApiException {
    StoreCheck.Result store = StoreCheck.look(connections.system(), context.ownServer());
    if (!store.findings().isEmpty()) {
      throw new StoreUnavailable(
          "the nats-server cannot be used: " + String.join("; ", store.findings()));
    }
    new HubStreams(
            connections.hub().jetStreamManagement(),
            context.config().nats().replicas(),
            store.capacity(),
            context.config().historyLife())
        .ensure();
    state.open();
    workers.start();
  }

  HubConnections connections() {
    return connections;
  }
}
