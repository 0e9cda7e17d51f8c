// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.nats.upgrade.ServerStore;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Members of the meta group that no server is any more. They count towards its majority, so that
 * one server that restarts can be one too many; health checks of servers do not mention them.
 */
final class GhostPeers {
  /** What nats-server says of a member that it has not met since it started. */
  private static final String NEVER_MET = "Server name unknown";

  private GhostPeers() {}

  /**
   * The refusal.
   *
   * @param own names of the servers of the StatefulSet
   * @param joined whether the group has servers of other clusters, whose names are not known here
   */
  static Optional<Problem> judge(List<ServerStore> stores, Set<String> own, boolean joined) {
    Set<String> members = new TreeSet<>(own);
    Set<String> ghosts = new TreeSet<>();
    for (ServerStore store : stores) {
      members.addAll(store.metaPeers());
      store.metaPeers().stream()
          .filter(peer -> joined ? peer.startsWith(NEVER_MET) : !own.contains(peer))
          .forEach(ghosts::add);
    }
    return ghosts.isEmpty()
        ? Optional.empty()
        : Optional.of(problem(String.join(", ", ghosts), members.size(), own.size()));
  }

  private static Problem problem(String ghosts, int members, int own) {
    return new Problem(
        Code.GHOST_PEERS,
        "the meta group has a member that no server is: %s; %d of its %d members are a majority, and %d of this cluster are left while a server restarts"
            .formatted(ghosts, members / 2 + 1, members, own - 1),
        "Remove one that does not come back with 'nats server cluster peer-remove', as a user of the system account.");
  }
}
