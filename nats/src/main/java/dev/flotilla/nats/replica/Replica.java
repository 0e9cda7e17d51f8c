// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.replica;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One server's copy of an asset, as that server reports it.
 *
 * @param position how far the copy has come: a stream's last sequence; for a consumer the messages
 *     delivered plus those acknowledged, both of which only grow and only in the order of its log
 * @param leader name of the server that it takes for the leader; empty while it knows of none
 * @param peers the other members as it knows them: only the leader's list says anything
 */
public record Replica(long position, String leader, List<Peer> peers) {
  public Replica {
    peers = List.copyOf(peers);
  }

  /**
   * Another member.
   *
   * @param name name of its server
   * @param offline whether its server is disconnected
   * @param silence time since it was last heard of
   */
  public record Peer(String name, boolean offline, Duration silence) {}

  Optional<Peer> peer(String name) {
    return peers.stream().filter(peer -> peer.name().equals(name)).findFirst();
  }
}
