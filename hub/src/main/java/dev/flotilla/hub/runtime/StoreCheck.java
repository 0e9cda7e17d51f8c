// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.nats.system.Answer;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.SystemRequests;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether the servers keep the promise that the API makes: what is acknowledged is on disk. */
final class StoreCheck {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Duration GATHER = Duration.ofMillis(500);
  private static final int MOST_SERVERS = 64;

  private StoreCheck() {}

  /** One sentence for each thing that is wrong; empty when the store can be used. */
  static List<String> findings(Connection system, boolean own) throws InterruptedException {
    Gathering gathering = own ? new Gathering(1, DEADLINE) : new Gathering(MOST_SERVERS, GATHER);
    List<Answer> answers =
        new SystemRequests(system).gather("VARZ", JsonNodeFactory.instance.objectNode(), gathering);
    List<String> findings = new ArrayList<>();
    for (Answer answer : answers) {
      String server = answer.server().name();
      JsonNode jetStream = answer.data().path("jetstream").path("config");
      if (!jetStream.path("sync_always").asBoolean(false)) {
        findings.add(server + ": jetstream.sync_interval is not 'always'");
      }
      if (answer.data().path("trusted_operators_claim").isEmpty()) {
        findings.add(server + ": it is not in operator mode");
      }
    }
    if (answers.isEmpty()) {
      findings.add("no server answered on the system account");
    }
    return findings;
  }
}
