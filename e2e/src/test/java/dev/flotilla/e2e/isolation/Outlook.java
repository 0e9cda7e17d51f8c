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
record Outlook(String name, UnaryOperator<Command> inside) {

  /** Opens TCP connections, all at once, sends nothing, and prints those that were accepted. */
  private static final String SCRIPT =
      """
      for door; do
        { timeout 3 "$BASH" -c 'exec 3<>"/dev/tcp/${0%:*}/${0##*:}"' "$door" && echo "$door"; } 2>/dev/null &
      done
      wait
      """;

  static Outlook fromHub(Rig rig) {
    return new Outlook("the hub", rig::inHubNetwork);
  }

  static Outlook fromThisMachine() {
    return new Outlook("this machine", UnaryOperator.identity());
  }

  static Outlook fromNodeOf(Member member, Rig rig) {
    return new Outlook(
        "the node of " + member.name(), command -> rig.onNode(member.name(), command));
  }

  /** The endpoints that accept a connection, each as a line. */
  Set<String> opened(List<Door> doors) {
    var command =
        Command.of("bash", "-c", SCRIPT, "doors")
            .with(doors.stream().map(Door::address).toArray(String[]::new));
    var open = inside.apply(command).run().orThrow().lines().collect(Collectors.toSet());
    return told(doors.stream().filter(door -> open.contains(door.address())).toList());
  }

  /** Every endpoint from here, each as a line. */
  Set<String> told(List<Door> doors) {
    return doors.stream()
        .map(door -> "from " + name + " to " + door)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
