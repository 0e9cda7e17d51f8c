// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.ServerReply;
import dev.flotilla.nats.system.SystemRequests;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Whether the servers keep the promise that the API makes: what is acknowledged is on disk. */
final class StoreCheck {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Duration GATHER = Duration.ofMillis(500);
  private static final int MOST_SERVERS = 64;

  private static final String NO_SERVER =
      "no server responded on the system account: it is not in operator mode, or has another system account";

  private StoreCheck() {}

  /**
   * What the servers report about their store.
   *
   * @param findings one sentence for each thing that is wrong; empty when the store can be used
   * @param capacity bytes that each server stores at most; empty when one names no limit
   */
  record Result(List<String> findings, OptionalLong capacity) {}

  /** Asks every server that answers. */
  static Result look(Connection system, boolean own) throws InterruptedException {
    Gathering gathering = own ? new Gathering(1, DEADLINE) : new Gathering(MOST_SERVERS, GATHER);
    List<ServerReply> answers =
        new SystemRequests(system).gather("VARZ", JsonNodeFactory.instance.objectNode(), gathering);
    return answers.isEmpty()
        ? new Result(List.of(NO_SERVER), OptionalLong.empty())
        : new Result(
            answers.stream().flatMap(answer -> findings(answer).stream()).toList(),
            answers.stream().mapToLong(StoreCheck::capacity).min().stream()
                .filter(bytes -> bytes > 0)
                .findFirst());
  }

  private static List<String> findings(ServerReply answer) {
    String server = answer.server().name();
    List<String> findings = new ArrayList<>();
    if (!config(answer).path("sync_always").asBoolean(false)) {
      findings.add(server + ": jetstream.sync_interval is not 'always'");
    }
    if (answer.data().path("trusted_operators_claim").isEmpty()) {
      findings.add(server + ": it is not in operator mode");
    }
    return findings;
  }

  private static long capacity(ServerReply answer) {
    return config(answer).path("max_storage").asLong(0);
  }

  private static JsonNode config(ServerReply answer) {
    return answer.data().path("jetstream").path("config");
  }
}
