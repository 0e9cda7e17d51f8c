// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.replica;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether each server is connected with every other: messages take one hop, never two. */
public final class Routes {
  private Routes() {}

  /**
   * The first route that is missing, in a sentence.
   *
   * @param servers names of the servers of the cluster
   * @param routes the servers to which each has a route; one that did not answer is absent
   */
  public static Optional<String> missing(Set<String> servers, Map<String, Set<String>> routes) {
    return servers.stream()
        .flatMap(
            from ->
                servers.stream()
                    .filter(to -> !to.equals(from))
                    .filter(to -> !routes.getOrDefault(from, Set.of()).contains(to))
                    .map(to -> from + " has no route to " + to + "."))
        .sorted()
        .findFirst();
  }
}
