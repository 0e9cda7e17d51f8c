// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

/**
 * One step towards the desired state. Each is safe to repeat, and a crash after any of them is
 * resumed from the facts.
 */
public sealed interface Step {
  /**
   * Write the StatefulSet of the blueprint.
   *
   * @param partition the number of servers, so that no server rolls before its gate
   */
  record ApplySet(int partition) implements Step {}

  /**
   * Write the budget.
   *
   * @param maxUnavailable evictions that it allows
   */
  record SetBudget(int maxUnavailable) implements Step {}

  /** Verify the health of the servers. */
  record Verify() implements Step {}

  /**
   * Ask the meta leader to move.
   *
   * @param ordinal the new leader
   */
  record MoveMetaLeader(int ordinal) implements Step {}

  /**
   * Move the leaders of streams and consumers, and the clients, of a server that is about to go.
   *
   * @param ordinal of which server
   */
  record Evacuate(int ordinal) implements Step {}

  /**
   * Push newly issued claims of an account that servers wrongly refuse as expired.
   *
   * @param held the account and the servers
   */
  record RenewClaims(HealthVerdict.HeldExpired held) implements Step {}

  /**
   * Let one more ordinal take the newest template, or, at the end, reset the partition.
   *
   * @param partition the new value
   */
  record SetPartition(int partition) implements Step {}

  /**
   * Let one more ordinal take the newest template although the servers are not healthy.
   *
   * @param partition the new value
   * @param despite what is not healthy, why the server restarts all the same, and what that costs
   */
  record Heal(int partition, Trouble despite) implements Step {}

  /**
   * Delete a pod that can never become ready on its old template: the controller waits for the pods
   * above it, and they may wait for a quorum that only this one can complete. Or one that failed
   * with the newest template, once the partition is above it.
   *
   * @param pod exactly that pod
   */
  record ReplacePod(ServerPod pod) implements Step {}

  /**
   * Delete the pod of a server that is to restart as it is.
   *
   * @param pod exactly that pod
   */
  record RestartServer(ServerPod pod) implements Step {}

  /**
   * Nothing to do until something changes.
   *
   * @param phase a stable word for the journal
   * @param trouble what is waited for
   */
  record Await(Phase phase, Trouble trouble) implements Step {}

  /** Everything is as desired, and verified. */
  record Done() implements Step {}

  /** The phase of the engine while it waits. */
  enum Phase {
    /** Servers start. */
    START,
    /** A server takes the new template. */
    ROLL,
    /** The servers are verified. */
    VERIFY
  }
}
