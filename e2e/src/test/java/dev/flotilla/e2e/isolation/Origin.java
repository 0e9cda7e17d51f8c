// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.isolation;

import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.Rig;
import dev.flotilla.e2e.process.Command;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A network from which connections are attempted.
 *
 * @param name of it
 * @param inside turns a command into one that runs there
 */
record Origin(String name, UnaryOperator<Command> inside) {

  /** Opens TCP connections, all at once, sends nothing, and prints those that were accepted. */
  private static final String SCRIPT =
      """
      for endpoint; do
        { timeout 3 "$BASH" -c 'exec 3<>"/dev/tcp/${0%:*}/${0##*:}"' "$endpoint" && echo "$endpoint"; } 2>/dev/null &
      done
      wait
      """;

  static Origin fromHub(Rig rig) {
    return new Origin("the hub", rig::inHubNetwork);
  }

  static Origin fromThisMachine() {
    return new Origin("this machine", UnaryOperator.identity());
  }

  static Origin fromNodeOf(Member member, Rig rig) {
    return new Origin(
        "the node of " + member.name(), command -> rig.onNode(member.name(), command));
  }

  /** The endpoints that accept a connection, each as a line. */
  Set<String> accepted(List<Endpoint> endpoints) {
    var command =
        Command.of("bash", "-c", SCRIPT, "endpoints")
            .with(endpoints.stream().map(Endpoint::address).toArray(String[]::new));
    var open = inside.apply(command).run().orThrow().lines().collect(Collectors.toSet());
    return lines(endpoints.stream().filter(endpoint -> open.contains(endpoint.address())).toList());
  }

  /** Every endpoint from here, each as a line. */
  Set<String> lines(List<Endpoint> endpoints) {
    return endpoints.stream()
        .map(endpoint -> "from " + name + " to " + endpoint)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
