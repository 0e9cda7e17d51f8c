// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.connection;

import io.nats.client.Connection;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.support.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Logs errors of a connection, never the content of a message. */
final class ConnectionLog implements ErrorListener {
  private static final Logger LOG = System.getLogger("dev.flotilla.nats.connection");

  @Override
  public void errorOccurred(Connection connection, String error) {
    LOG.log(Level.WARNING, "{0}: server error: {1}", name(connection), error);
  }

  @Override
  public void exceptionOccurred(Connection connection, Exception exception) {
    // Disconnects are normal; the stack trace is only useful for debugging.
    LOG.log(Level.DEBUG, () -> name(connection) + ": " + exception, exception);
  }

  @Override
  public void slowConsumerDetected(Connection connection, Consumer consumer) {
    LOG.log(
        Level.WARNING,
        "{0}: slow consumer; {1} messages dropped",
        name(connection),
        consumer.getDroppedCount());
  }

  @Override
  public void messageDiscarded(Connection connection, Message message) {
    LOG.log(
        Level.WARNING,
        "{0}: a message for {1} was discarded",
        name(connection),
        message.getSubject());
  }

  @Override
  public void heartbeatAlarm(
      Connection connection, JetStreamSubscription subscription, long stream, long consumer) {
    LOG.log(Level.WARNING, "{0}: missed heartbeat of a consumer", name(connection));
  }

  @Override
  public void unhandledStatus(
      Connection connection, JetStreamSubscription subscription, Status status) {
    LOG.log(Level.DEBUG, "{0}: status {1}", name(connection), status);
  }

  @Override
  public void pullStatusError(
      Connection connection, JetStreamSubscription subscription, Status status) {
    LOG.log(Level.WARNING, "{0}: a pull failed: {1}", name(connection), status);
  }

  @Override
  public void socketWriteTimeout(Connection connection) {
    LOG.log(Level.WARNING, "{0}: a write to the server timed out", name(connection));
  }

  private static String name(Connection connection) {
    return connection.getOptions().getConnectionName();
  }
}
