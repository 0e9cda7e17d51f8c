// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.client;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;

/** Publishes to a stream of three replicas until the servers refuse to store more. */
final class Fill {

  private static final String STREAM = "FULL";
  private static final String SUBJECT = "full.messages";
  private static final int MESSAGE = 256 * 1024;
  private static final int MOST = 4_000;

  private final Connection connection;

  Fill(Connection connection) {
    this.connection = connection;
  }

  /** Returns whether they did. */
  boolean run() throws IOException, JetStreamApiException {
    connection
        .jetStreamManagement()
        .addStream(
            StreamConfiguration.builder()
                .name(STREAM)
                .subjects("full.>")
                .storageType(StorageType.File)
                .replicas(3)
                .build());
    for (int acknowledged = 0; acknowledged < MOST; acknowledged++) {
      try {
        connection.jetStream().publish(SUBJECT, new byte[MESSAGE]);
      } catch (JetStreamApiException refused) {
        System.out.printf("acknowledged=%d refused=%s%n", acknowledged, refused.getMessage());
        return true;
      }
    }
    return false;
  }
}
