// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.replica;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What each server reports of its own copies.
 *
 * @param servers by server name; one that did not answer is absent
 */
public record SeenReplicas(Map<String, Map<Asset, Replica>> servers) {
  public SeenReplicas {
    servers = Map.copyOf(servers);
  }

  /** What a leader says of an asset. */
  public record Leading(String server, Replica replica) {}

  /** The copy of that server; empty when it has none, or did not answer. */
  Optional<Replica> of(String server, Asset asset) {
    return Optional.ofNullable(servers.get(server)).map(copies -> copies.get(asset));
  }

  /** Every asset of which any server has a copy. */
  public Set<Asset> assets() {
    Set<Asset> all = new TreeSet<>();
    servers.values().forEach(copies -> all.addAll(copies.keySet()));
    return all;
  }

  /** Whether a server says that it leads it. */
  public boolean isLed(Asset asset) {
    return leading(asset).isPresent();
  }

  /** The assets that this server leads and others could: each has further members. */
  public Set<Asset> ledBy(String server) {
    Set<Asset> led = new TreeSet<>();
    servers
        .getOrDefault(server, Map.of())
        .forEach(
            (asset, copy) -> {
              if (copy.leader().equals(server) && !copy.peers().isEmpty()) {
                led.add(asset);
              }
            });
    return led;
  }

  /** The leader's word; of two that both claim to lead, the one further on. */
  Optional<Leading> leading(Asset asset) {
    return servers.entrySet().stream()
        .flatMap(
            server ->
                Optional.ofNullable(server.getValue().get(asset))
                    .filter(copy -> copy.leader().equals(server.getKey()))
                    .map(copy -> new Leading(server.getKey(), copy))
                    .stream())
        .max(Comparator.comparingLong(leading -> leading.replica().position()));
  }

  /** The server that others take for the leader; empty when nobody knows of one. */
  Optional<String> supposedLeader(Asset asset) {
    return servers.values().stream()
        .map(copies -> copies.get(asset))
        .filter(Objects::nonNull)
        .map(Replica::leader)
        .filter(leader -> !leader.isEmpty())
        .findFirst();
  }

  /** How far the leader of each asset is now. */
  public Map<Asset, Long> leaders() {
    Map<Asset, Long> positions = new TreeMap<>();
    for (Asset asset : assets()) {
      leading(asset).ifPresent(leading -> positions.put(asset, leading.replica().position()));
    }
    return positions;
  }
}
