// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

/**
 * A template of pods.
 *
 * @param name what tells it from others
 * @param servers of the cluster that it is for: one alone has no routes
 */
record Template(String name, int servers) {
  /** How a server of it comes up. */
  enum Start {
    /** It does. */
    WORKS,
    /** Its image cannot be pulled. */
    NEVER_RUNS,
    /** It ends soon, again and again. */
    CRASHES
  }

  Start start() {
    return switch (name) {
      case "X" -> Start.NEVER_RUNS;
      case "Y" -> Start.CRASHES;
      default -> Start.WORKS;
    };
  }

  boolean routes() {
    return servers > 1;
  }

  String revision() {
    return name + servers;
  }

  @Override
  public String toString() {
    return revision();
  }
}
