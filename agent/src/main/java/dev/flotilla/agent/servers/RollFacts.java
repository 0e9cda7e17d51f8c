// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import java.util.List;
import java.util.Optional;

/**
 * Everything that decides about the next step.
 *
 * @param wanted the desired number of servers
 * @param set the live StatefulSet; empty when there is none
 * @param matches whether the StatefulSet matches the blueprint, its partition aside
 * @param pods pods of the servers, in the order of ordinals; one that is missing is not in the list
 * @param budget disruptions that the live budget allows; empty when there is none
 * @param verdict health of the servers
 * @param leaderMoved whether this pass already asked the meta leader to move
 * @param evacuated whether this pass already moved leaders and clients off the next server to go
 * @param paused whether no change of the servers may begin
 * @param restart what a requested restart has left to do
 */
public record RollFacts(
    int wanted,
    Optional<SetFacts> set,
    boolean matches,
    List<ServerPod> pods,
    Optional<Integer> budget,
    HealthVerdict verdict,
    boolean leaderMoved,
    boolean evacuated,
    boolean paused,
    PendingRestart restart) {
  public RollFacts {
    pods = List.copyOf(pods);
  }

  /** Before any server was evacuated, not paused, and with no restart. */
  public RollFacts(
      int wanted,
      Optional<SetFacts> set,
      boolean matches,
      List<ServerPod> pods,
      Optional<Integer> budget,
      HealthVerdict verdict,
      boolean leaderMoved) {
    this(
        wanted,
        set,
        matches,
        pods,
        budget,
        verdict,
        leaderMoved,
        false,
        false,
        PendingRestart.NONE);
  }

  /**
   * Names everything whose change makes an earlier verification worthless: other pods, other
   * processes, and the same ones after a time in which they were not ready.
   */
  String fingerprint() {
    StringBuilder text = new StringBuilder();
    set.ifPresent(found -> text.append(found.updateRevision()));
    pods.forEach(
        pod ->
            text.append('/')
                .append(pod.live().uid())
                .append('x')
                .append(pod.restarts())
                .append('@')
                .append(pod.readySince()));
    return text.toString();
  }

  /**
   * True when no server is left on another template. The controller's status is not enough: after a
   * roll that was reverted half way its revisions are equal, while pods of the abandoned one live.
   */
  boolean complete() {
    return set.filter(SetFacts::closed)
        .filter(
            facts -> pods.stream().allMatch(pod -> pod.revision().equals(facts.updateRevision())))
        .isPresent();
  }

  /** True when the StatefulSet controller has seen the newest template. */
  boolean observed() {
    return set.filter(SetFacts::observed).isPresent();
  }

  /** The pod of an ordinal, if it exists. */
  Optional<ServerPod> pod(int ordinal) {
    return pods.stream().filter(pod -> pod.ordinal() == ordinal).findFirst();
  }

  /** The same facts with another verdict. */
  public RollFacts with(HealthVerdict changed) {
    return new RollFacts(
        wanted, set, matches, pods, budget, changed, leaderMoved, evacuated, paused, restart);
  }

  /** The same facts after the meta leader was asked to move; the evacuation comes next. */
  public RollFacts withLeaderMoved() {
    return new RollFacts(
        wanted, set, matches, pods, budget, verdict, true, evacuated, paused, restart);
  }

  /** The same facts after a server was evacuated: health must be looked at again. */
  public RollFacts withEvacuated() {
    return new RollFacts(
        wanted,
        set,
        matches,
        pods,
        budget,
        new HealthVerdict.NotAsked(),
        leaderMoved,
        true,
        paused,
        restart);
  }

  /** The same facts for a document that pauses changes of the servers, or does not. */
  public RollFacts paused(boolean changed) {
    return new RollFacts(
        wanted, set, matches, pods, budget, verdict, leaderMoved, evacuated, changed, restart);
  }

  /** The same facts with that left of a restart. */
  public RollFacts restarting(PendingRestart left) {
    return new RollFacts(
        wanted, set, matches, pods, budget, verdict, leaderMoved, evacuated, paused, left);
  }

  /** Pods that a restart has yet to replace. */
  List<ServerPod> toRestart() {
    return restart.due(pods);
  }

  /** True when every server has the newest template, and nothing is left to restart. */
  boolean finished() {
    return complete() && toRestart().isEmpty();
  }

  /** True while a change of the servers is held back, or stopped half way. */
  public boolean held() {
    return paused && !(matches && finished());
  }
}
