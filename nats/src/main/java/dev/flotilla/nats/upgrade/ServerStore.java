// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.upgrade;

import java.util.Set;

/**
 * What one server stores, and with whom it decides where streams live.
 *
 * @param server its name
 * @param usedBytes bytes of streams and consumers on its disk
 * @param limitBytes how many it may store there; 0 or less when it does not say
 * @param metaPeers the other members of its meta group, by the names it knows them by; a server
 *     alone has none
 */
public record ServerStore(String server, long usedBytes, long limitBytes, Set<String> metaPeers) {
  public ServerStore {
    metaPeers = Set.copyOf(metaPeers);
  }
}
