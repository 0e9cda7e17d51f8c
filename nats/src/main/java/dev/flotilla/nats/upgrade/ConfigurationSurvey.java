// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.ServerReply;
import dev.flotilla.nats.system.SystemRequests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Lists the streams and consumers of every account ({@code $SYS.REQ.SERVER.PING.JSZ}), so that none
 * is missed for want of a user in its account. Each server lists those that it stores.
 */
public final class ConfigurationSurvey {
  /** Accounts of one reply. */
  private static final int PAGE = 256;

  private final SystemRequests servers;

  /** Asks those servers. */
  public ConfigurationSurvey(SystemRequests servers) {
    this.servers = servers;
  }

  /**
   * Looks at all servers.
   *
   * @param gathering number of servers, and the time for each page of accounts
   * @return each asset once, ordered by its path
   * @throws IOException when a server did not answer: what it alone stores would be missed
   */
  public List<AssetConfiguration> look(Gathering gathering)
      throws IOException, InterruptedException {
    var found = new TreeMap<String, AssetConfiguration>();
    for (int offset = 0; ; offset += PAGE) {
      List<ServerReply> replies = servers.gather("JSZ", options(offset), gathering);
      if (replies.size() < gathering.expected()) {
        throw new IOException(
            "only %d of %d servers list their streams"
                .formatted(replies.size(), gathering.expected()));
      }
      replies.stream()
          .flatMap(reply -> accounts(reply).valueStream())
          .flatMap(account -> assets(account).stream())
          .forEach(asset -> found.put(asset.toString(), asset));
      if (replies.stream().allMatch(reply -> accounts(reply).size() < PAGE)) {
        return List.copyOf(found.values());
      }
    }
  }

  private static ObjectNode options(int offset) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("accounts", true)
        .put("streams", true)
        .put("consumer", true)
        .put("config", true)
        .put("offset", offset)
        .put("limit", PAGE);
  }

  private static JsonNode accounts(ServerReply reply) {
    return reply.data().path("account_details");
  }

  private static List<AssetConfiguration> assets(JsonNode account) {
    String name = account.path("name").asText();
    List<AssetConfiguration> assets = new ArrayList<>();
    for (JsonNode stream : account.path("stream_detail")) {
      String streamName = stream.path("name").asText();
      assets.add(AssetConfiguration.stream(name, streamName, stream.path("config")));
      stream
          .path("consumer_detail")
          .forEach(consumer -> assets.add(AssetConfiguration.consumer(name, streamName, consumer)));
    }
    return assets;
  }
}
