// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.replica;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.ServerReply;
import dev.flotilla.nats.system.SystemRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks every server for its copies of all streams and consumers of all accounts (JSZ), a page of
 * accounts at a time.
 */
public final class ReplicaSurvey {
  private static final int PAGE = 64;

  private final SystemRequests requests;

  /** Asks over these requests. */
  public ReplicaSurvey(SystemRequests requests) {
    this.requests = requests;
  }

  /** The copies of all servers that answer in time, every page of them. */
  public SeenReplicas replicas(Gathering gathering) throws InterruptedException {
    Map<String, Map<Asset, Replica>> servers = new TreeMap<>();
    Set<String> unfinished = new HashSet<>();
    int offset = 0;
    do {
      Set<String> more = new HashSet<>();
      for (ServerReply answer : requests.gather("JSZ", options(offset), gathering)) {
        String server = answer.server().name();
        if (answer.error().isEmpty() && (offset == 0 || unfinished.remove(server))) {
          JsonNode accounts = answer.data().path("account_details");
          Map<Asset, Replica> copies = servers.computeIfAbsent(server, _ -> new TreeMap<>());
          meta(answer.data(), copies);
          accounts.forEach(account -> account(account, copies));
          if (accounts.size() >= PAGE) {
            more.add(server);
          }
        }
      }
      servers.keySet().removeAll(unfinished);
      unfinished = more;
      offset += PAGE;
    } while (!unfinished.isEmpty());
    return new SeenReplicas(servers);
  }

  /** The servers to which each has a route, by its name. */
  public Map<String, Set<String>> routes(Gathering gathering) throws InterruptedException {
    Map<String, Set<String>> routes = new TreeMap<>();
    for (ServerReply answer : requests.gather("ROUTEZ", object(), gathering)) {
      Set<String> others = routes.computeIfAbsent(answer.server().name(), _ -> new HashSet<>());
      answer.data().path("routes").forEach(route -> others.add(route.path("remote_name").asText()));
    }
    return routes;
  }

  private static ObjectNode options(int offset) {
    return object()
        .put("accounts", true)
        .put("streams", true)
        .put("consumer", true)
        .put("offset", offset)
        .put("limit", PAGE);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A server alone has no meta group. */
  private static void meta(JsonNode data, Map<Asset, Replica> copies) {
    JsonNode group = data.path("meta_cluster");
    if (group.isObject()) {
      copies.put(Asset.META, copy(0, group));
    }
  }

  private static void account(JsonNode account, Map<Asset, Replica> copies) {
    String id = account.path("id").asText();
    String name = account.path("name").asText(id);
    for (JsonNode stream : account.path("stream_detail")) {
      String streamName = stream.path("name").asText();
      long last = stream.path("state").path("last_seq").asLong();
      copies.put(new Asset(id, name, streamName, ""), copy(last, stream.path("cluster")));
      for (JsonNode consumer : stream.path("consumer_detail")) {
        copies.put(
            new Asset(id, name, streamName, consumer.path("name").asText()),
            copy(consumed(consumer), consumer.path("cluster")));
      }
    }
  }

  private static long consumed(JsonNode consumer) {
    return consumer.path("delivered").path("consumer_seq").asLong()
        + consumer.path("ack_floor").path("consumer_seq").asLong();
  }

  private static Replica copy(long position, JsonNode group) {
    List<Replica.Peer> peers = new ArrayList<>();
    for (JsonNode peer : group.path("replicas")) {
      peers.add(
          new Replica.Peer(
              peer.path("name").asText(),
              peer.path("offline").asBoolean(),
              Duration.ofNanos(peer.path("active").asLong())));
    }
    return new Replica(position, group.path("leader").asText(), peers);
  }
}
