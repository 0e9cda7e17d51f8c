// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import dev.flotilla.nats.replica.Asset;
import dev.flotilla.nats.replica.Replica;
import dev.flotilla.nats.replica.SeenReplicas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What servers say of their copies: each of its own, and a leader of those that it has heard. One
 * that is stuck repeats what it last knew, even that it leads.
 */
final class Reports {
  private static final Duration MOMENT = Duration.ofMillis(700);

  private final Servers servers;
  private final Instant now;

  Reports(Servers servers, Instant now) {
    this.servers = servers;
    this.now = now;
  }

  SeenReplicas all(int number) {
    Map<String, Map<Asset, Replica>> seen = new TreeMap<>();
    for (int ordinal = 0; ordinal < number; ordinal++) {
      if (servers.at(ordinal).answers()) {
        seen.put(servers.at(ordinal).name(), copies(ordinal));
      }
      servers.at(ordinal).lookedAt();
    }
    return new SeenReplicas(seen);
  }

  private Map<Asset, Replica> copies(int ordinal) {
    Map<Asset, Replica> copies = new TreeMap<>();
    for (Group group : servers.groups()) {
      if (group.members().contains(ordinal)) {
        copies.put(group.asset(), copy(group, ordinal));
      }
    }
    return copies;
  }

  private Replica copy(Group group, int ordinal) {
    OptionalInt leader = group.believedBy(ordinal);
    String name = leader.isPresent() ? servers.at(leader.getAsInt()).name() : "";
    boolean leads = leader.isPresent() && leader.getAsInt() == ordinal;
    return new Replica(group.position(ordinal), name, leads ? peers(group, ordinal) : List.of());
  }

  private List<Replica.Peer> peers(Group group, int leader) {
    List<Replica.Peer> peers = new ArrayList<>();
    for (int member : group.members()) {
      if (member != leader) {
        Server peer = servers.at(member);
        peers.add(
            new Replica.Peer(
                peer.name(), peer.state() == Server.State.DOWN, silence(servers.at(leader), peer)));
      }
    }
    return peers;
  }

  private Duration silence(Server leader, Server peer) {
    if (leader.takesPart() && peer.takesPart()) {
      return MOMENT;
    }
    Duration deaf = leader.takesPart() ? Duration.ZERO : Duration.between(leader.since(), now);
    Duration silent = peer.takesPart() ? Duration.ZERO : Duration.between(peer.since(), now);
    return deaf.compareTo(silent) > 0 ? deaf : silent;
  }
}
