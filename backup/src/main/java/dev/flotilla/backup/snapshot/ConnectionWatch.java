// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import java.io.Closeable;

/**
 * Whether a connection has stayed the same one. After a reconnect subscriptions go on, but what was
 * under way is lost.
 */
final class ConnectionWatch implements Closeable, ConnectionListener {
  private final Connection connection;
  private final Runnable onLoss;
  private volatile boolean lost;

  ConnectionWatch(Connection connection, Runnable onLoss) {
    this.connection = connection;
    this.onLoss = onLoss;
    connection.addConnectionListener(this);
    if (connection.getStatus() != Connection.Status.CONNECTED) {
      lose();
    }
  }

  boolean isLost() {
    return lost;
  }

  @Override
  @SuppressWarnings("deprecation") // Nothing else is to be implemented.
  public void connectionEvent(Connection of, Events event) {
    if (event == Events.DISCONNECTED || event == Events.RECONNECTED || event == Events.CLOSED) {
      lose();
    }
  }

  private void lose() {
    lost = true;
    onLoss.run();
  }

  @Override
  public void close() {
    connection.removeConnectionListener(this);
  }
}
