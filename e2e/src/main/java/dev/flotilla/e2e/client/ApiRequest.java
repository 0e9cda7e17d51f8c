// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.client;

import io.nats.client.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A request to the JetStream API, whose reply is printed.
 *
 * @param connection to any server
 * @param subject after {@code $JS.API.}
 * @param body JSON
 */
record ApiRequest(Connection connection, String subject, String body) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Returns whether there was a reply without an error. */
  boolean run() throws InterruptedException {
    var reply =
        connection.request("$JS.API." + subject, body.getBytes(StandardCharsets.UTF_8), PATIENCE);
    var text = reply == null ? "no reply" : new String(reply.getData(), StandardCharsets.UTF_8);
    System.out.println(text);
    return reply != null && !text.contains("\"error\"");
  }
}
