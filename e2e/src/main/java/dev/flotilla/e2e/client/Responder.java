// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.client;

import io.nats.client.Connection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * A member of a queue group that answers each request with its own text, until it is killed.
 *
 * @param connection to any server
 * @param word the reply
 */
record Responder(Connection connection, String word) {

  static final String SUBJECT = "questions";

  private static final String QUEUE = "responders";

  boolean run() throws InterruptedException {
    var answer = word.getBytes(StandardCharsets.UTF_8);
    connection
        .createDispatcher(question -> connection.publish(question.getReplyTo(), answer))
        .subscribe(SUBJECT, QUEUE);
    new CountDownLatch(1).await();
    return false;
  }
}
