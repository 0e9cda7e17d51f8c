// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import java.time.Instant;

/** The process of a server, as it really is. Its volume outlives it. */
final class Server {
  /** What it is doing. */
  enum State {
    /** There is no process. */
    DOWN,
    /** All is well. */
    UP,
    /** It answers nobody: a node that lost its network, a process that was stopped. */
    FROZEN,
    /** It answers, and says that it is healthy, but takes no part in any group. */
    STUCK
  }

  private final int ordinal;
  private State state = State.DOWN;
  private Instant since = Instant.EPOCH;
  private boolean routes;
  private boolean looked;

  Server(int ordinal) {
    this.ordinal = ordinal;
  }

  int ordinal() {
    return ordinal;
  }

  String name() {
    return "orders-" + ordinal;
  }

  State state() {
    return state;
  }

  Instant since() {
    return since;
  }

  void becomes(State next, Instant now) {
    state = next;
    since = now;
    looked = false;
  }

  void starts(Template template, Instant now) {
    becomes(State.UP, now);
    routes = template.routes();
  }

  boolean takesPart() {
    return state == State.UP;
  }

  boolean answers() {
    return state == State.UP || state == State.STUCK;
  }

  boolean routes() {
    return routes;
  }

  /** The engine could see that it is as it is. */
  void lookedAt() {
    looked = true;
  }

  boolean wasLookedAt() {
    return looked;
  }

  @Override
  public String toString() {
    return name() + " " + state;
  }
}
