// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.client;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Publishes messages into a replicated stream, reads them back, and publishes one that no stream
 * captures: what an application does that mounts its credentials from a Secret. Ends with 0 only if
 * every count is as it should be.
 */
public final class Main {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 4) {
      System.err.println("usage: client URL CREDENTIALS-FILE MESSAGES REPLICAS");
      System.exit(2);
    }
    // The plain Java half of BouncyCastle: the other unpacks a library into a temporary folder.
    System.setProperty("org.bouncycastle.native.cpu_variant", "java");
    var options =
        Options.builder()
            .server(arguments[0])
            .authHandler(Nats.credentials(Path.of(arguments[1]).toString()))
            .connectionName("flotilla-client")
            .connectionTimeout(TIMEOUT)
            .maxReconnects(-1)
            .build();
    try (Connection connection = Nats.connect(options)) {
      var trip =
          new RoundTrip(connection, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
      System.exit(trip.run() ? 0 : 1);
    }
  }
}
