// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * The server that sends a snapshot.
 *
 * @param leader its name, which led the stream when the snapshot began; empty without a cluster
 */
record Origin(JetStreamApi api, String stream, String leader) {
  /** Whether it is known that another server leads the stream, or none. */
  boolean isReplaced() throws InterruptedException {
    try {
      JsonNode cluster = api.info(stream).path("cluster");
      return !cluster.path("leader").asText("").equals(leader);
    } catch (IOException unknown) {
      return false;
    }
  }
}
