// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.ServerReply;
import dev.flotilla.nats.system.SystemRequests;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks every server how much it stores and who is in its meta group ({@code
 * $SYS.REQ.SERVER.PING.JSZ}).
 */
public final class StoreSurvey {
  private final SystemRequests servers;

  /** Asks those servers. */
  public StoreSurvey(SystemRequests servers) {
    this.servers = servers;
  }

  /**
   * Looks at all servers.
   *
   * @return one entry for each server with JetStream, ordered by name
   * @throws IOException when a server did not answer
   */
  public List<ServerStore> look(Gathering gathering) throws IOException, InterruptedException {
    List<ServerReply> replies =
        servers.gather("JSZ", JsonNodeFactory.instance.objectNode(), gathering);
    if (replies.size() < gathering.expected()) {
      throw new IOException(
          "only %d of %d servers report what they store"
              .formatted(replies.size(), gathering.expected()));
    }
    return replies.stream()
        .filter(reply -> reply.error().isEmpty() && !reply.data().path("disabled").asBoolean())
        .map(StoreSurvey::store)
        .sorted(Comparator.comparing(ServerStore::server))
        .toList();
  }

  private static ServerStore store(ServerReply reply) {
    Set<String> peers = new TreeSet<>();
    for (JsonNode peer : reply.data().path("meta_cluster").path("replicas")) {
      peers.add(peer.path("name").asText());
    }
    return new ServerStore(
        reply.server().name(),
        reply.data().path("storage").asLong(),
        reply.data().path("config").path("max_storage").asLong(),
        peers);
  }
}
