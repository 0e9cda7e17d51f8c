// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
    return gather(connection, subject, body, gathering, Optional::of);
  }

  /**
   * The same of replies that can be read and are wanted; others do not count.
   *
   * @param reader empty for a reply that is not wanted
   */
  static <T> List<T> gather(
      Connection connection,
      String subject,
      byte[] body,
      Gathering gathering,
      Function<byte[], Optional<T>> reader)
      throws InterruptedException {
    try {
      return request(connection, subject, body, gathering, reader);
    } catch (IllegalStateException closed) {
      return List.of();
    }
  }

  private static <T> List<T> request(
      Connection connection,
      String subject,
      byte[] body,
      Gathering gathering,
      Function<byte[], Optional<T>> reader)
      throws InterruptedException {
    String inbox = connection.createInbox();
    Subscription subscription = connection.subscribe(inbox);
    try {
      connection.publish(subject, inbox, body);
      return collect(subscription, gathering, reader);
    } finally {
      if (subscription.isActive()) {
        subscription.unsubscribe();
      }
    }
  }

  private static <T> List<T> collect(
      Subscription subscription, Gathering gathering, Function<byte[], Optional<T>> reader)
      throws InterruptedException {
    long end = System.nanoTime() + gathering.deadline().toNanos();
    List<T> replies = new ArrayList<>();
    while (replies.size() < gathering.expected()) {
      long left = end - System.nanoTime();
      @Nullable Message message =
          left > 0 ? subscription.nextMessage(Duration.ofNanos(left)) : null;
      // A status message means that there are no responders.
      if (message == null || message.isStatusMessage()) {
        break;
      }
      reader.apply(message.getData()).ifPresent(replies::add);
    }
    return replies;
  }
}
