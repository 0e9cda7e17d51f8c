// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import java.util.List;
import java.util.Optional;

/**
 * The pod of one server, as observed.
 *
 * @param ordinal position in the StatefulSet, from 0
 * @param live the object, for preconditions of a delete
 * @param revision revision of the template that it was created from
 * @param ready whether Kubernetes reports it ready
 * @param address IP address; empty until it has one
 * @param trouble what keeps it from starting, where Kubernetes reports something definite
 * @param restarts how often its container was started again
 * @param moving whether it was created, or asked to stop, so recently that waiting for it is
 *     sensible
 */
public record ServerPod(
    int ordinal,
    Live live,
    String revision,
    boolean ready,
    String address,
    Optional<Trouble> trouble,
    long restarts,
    boolean moving) {
  private static final String ROUTES = "cluster";

  /** Name of the pod and of the server in it. */
  public String name() {
    return live.name();
  }

  /** True when its server has no routes, and so is not part of a cluster. */
  boolean alone() {
    List<String> ports =
        Tree.list(live.tree(), "spec", "containers").stream()
            .flatMap(container -> Tree.list(container, "ports").stream())
            .map(port -> Tree.text(port, "name"))
            .toList();
    return !ports.isEmpty() && !ports.contains(ROUTES);
  }

  /** True once its deletion was requested. */
  public boolean terminating() {
    return live.terminating();
  }

  /** True when it runs, is ready and stays. */
  public boolean serving() {
    return ready && !terminating();
  }

  /** Since when it has been ready, or has not been; empty where Kubernetes does not report it. */
  String readySince() {
    return Tree.list(live.tree(), "status", "conditions").stream()
        .filter(condition -> Tree.text(condition, "type").equals("Ready"))
        .map(condition -> Tree.text(condition, "lastTransitionTime"))
        .findFirst()
        .orElse("");
  }

  /** True once its server has run, however it ended. */
  public boolean hasRun() {
    return ready
        || restarts > 0
        || Tree.list(live.tree(), "status", "containerStatuses").stream()
            .anyMatch(
                status ->
                    Tree.at(status, "state", "running").isPresent()
                        || Tree.at(status, "state", "terminated").isPresent());
  }
}
