// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.client;

import io.nats.client.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends requests to a queue group, and prints each distinct reply with its count.
 *
 * @param connection to any server
 * @param times number of requests
 */
record Requests(Connection connection, int times) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Returns whether every request was answered. */
  boolean run() throws InterruptedException {
    Map<String, Integer> answers = new TreeMap<>();
    for (int asked = 0; asked < times; asked++) {
      var answer = connection.request(Responder.SUBJECT, new byte[0], PATIENCE);
      var word = answer == null ? "none" : new String(answer.getData(), StandardCharsets.UTF_8);
      answers.merge(word, 1, Integer::sum);
    }
    System.out.println(answers);
    return !answers.containsKey("none");
  }
}
