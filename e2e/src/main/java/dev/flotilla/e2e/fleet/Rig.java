// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import dev.flotilla.e2e.process.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Real Kubernetes on this machine: see {@code e2e/rig/rig help}.
 *
 * @param program the rig
 */
public record Rig(Path program) {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /**
   * A cluster that runs.
   *
   * @param kubeconfig of its administrator
   * @param audit the API server's audit log
   * @param host the address of this machine as the cluster sees it
   */
  public record Cluster(Path kubeconfig, ApiAuditLog audit, String host) {}

  /** Brings up a cluster of 1 or 3 nodes. */
  public Cluster up(String name, int nodes) {
    var output = call("up", name, "--nodes", Integer.toString(nodes));
    return new Cluster(
        Path.of(value(output, "kubeconfig")),
        new ApiAuditLog(Path.of(value(output, "audit"))),
        value(output, "host"));
  }

  public void down(String name) {
    call("down", name);
  }

  public void load(String name, List<Path> images) {
    var command = command("load", name);
    for (Path image : images) {
      command = command.with(image.toString());
    }
    command.run().orThrow();
  }

  /**
   * Brings up the hub's network and returns the address at which members and this machine reach it.
   */
  public String hubNetwork() {
    return value(call("hub-net", "up"), "hub_address");
  }

  /** The command, run inside the hub's network. */
  public Command inHubNetwork(Command command) {
    return wrapped(command, "hub-exec", "--");
  }

  /** The command, run inside the network of a member's first node. */
  public Command onNode(String member, Command command) {
    return wrapped(command, "node-exec", member, "--");
  }

  private Command wrapped(Command command, String... prefix) {
    var words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(prefix));
    words.addAll(command.words());
    return new Command(words, command.environment(), command.input(), command.patience());
  }

  /** Gathers the logs of a cluster's daemons and pods in a folder. */
  public void logs(String member, Path folder) {
    call("logs", member, folder.toString());
  }

  /** Cuts all traffic between the hub and one member. */
  public void cut(String member) {
    call("link", "cut", member);
  }

  public void restore(String member) {
    call("link", "restore", member);
  }

  /** Lets two members reach the addresses of each other's nodes; otherwise no member can. */
  public void openPath(String one, String other) {
    call("path", "open", one, other);
  }

  public void closePath(String one, String other) {
    call("path", "close", one, other);
  }

  /** Lets the hub reach the members, to prove that a check of the barrier can fail. */
  public void liftBarrier() {
    call("barrier", "off");
  }

  public void closeBarrier() {
    call("barrier", "on");
  }

  /**
   * The kubeconfig of an unprivileged user, or of an administrator, readable by every account of
   * this machine.
   */
  public Path user(String member, String user) {
    return Path.of(call("user", member, user, "--admin").strip());
  }

  private String call(String... arguments) {
    return command(arguments).run().orThrow();
  }

  private Command command(String... arguments) {
    return Command.of(program, arguments).patience(PATIENCE);
  }

  private static String value(String output, String key) {
    return output
        .lines()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the rig did not say " + key + ": " + output));
  }
}
