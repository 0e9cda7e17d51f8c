// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request, many replies. */
final class Replies {
  private Replies() {}

  /**
   * The bodies that came before the deadline, at most as many as expected; none from a connection
   * that was closed, which the client reports as an {@link IllegalStateException}.
   */
  static List<byte[]> gather(
      Connection connection, String subject, byte[] body, Gathering gathering)
      throws InterruptedException {
    try {
      return request(connection, subject, body, gathering);
    } catch (IllegalStateException closed) {
      return List.of();
    }
  }

  private static List<byte[]> request(
      Connection connection, String subject, byte[] body, Gathering gathering)
      throws InterruptedException {
    String inbox = connection.createInbox();
    Subscription subscription = connection.subscribe(inbox);
    try {
      connection.publish(subject, inbox, body);
      return collect(subscription, gathering);
    } finally {
      if (subscription.isActive()) {
        subscription.unsubscribe();
      }
    }
  }

  private static List<byte[]> collect(Subscription subscription, Gathering gathering)
      throws InterruptedException {
    long end = System.nanoTime() + gathering.deadline().toNanos();
    List<byte[]> bodies = new ArrayList<>();
    while (bodies.size() < gathering.expected()) {
      long left = end - System.nanoTime();
      @Nullable Message message =
          left > 0 ? subscription.nextMessage(Duration.ofNanos(left)) : null;
      // A status message means that there are no responders.
      if (message == null || message.isStatusMessage()) {
        break;
      }
      bodies.add(message.getData());
    }
    return bodies;
  }
}
