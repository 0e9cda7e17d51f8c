// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import java.util.Map;
import java.util.Optional;

/**
 * What a healthy cluster looks like now. In the middle of a roll the servers differ, so each has
 * its own expectation.
 *
 * @param servers by server name, which is the pod's
 * @param jetStream whether they store streams
 * @param joint the supercluster that they belong to; empty for none
 */
public record Expected(
    Map<String, Server> servers, boolean jetStream, Optional<JointCluster> joint) {
  /**
   * What one server should run with.
   *
   * @param version empty for any
   * @param configurationDigest empty for any
   */
  public record Server(Optional<String> version, Optional<String> configurationDigest) {
    /** Any version and any configuration. */
    public static final Server ANY = new Server(Optional.empty(), Optional.empty());
  }

  public Expected {
    servers = Map.copyOf(servers);
  }

  /** Servers without a supercluster. */
  public Expected(Map<String, Server> servers, boolean jetStream) {
    this(servers, jetStream, Optional.empty());
  }

  /** What that server should run with; anything where nothing is expected of it. */
  Server server(String name) {
    return servers.getOrDefault(name, Server.ANY);
  }
}
