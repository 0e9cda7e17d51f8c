// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.servers.Step.Phase;
import dev.flotilla.protocol.Code;
import java.util.Optional;

/** What a roll waits for before its next step, and how that is reported. Pure. */
final class RollWait {
  private RollWait() {}

  /** What a paused NatsCluster without servers waits for: as in a Deployment, none is created. */
  static Step.Await uncreated() {
    return await(Phase.START, Code.PAUSED, "paused: no server is created before it is resumed");
  }

  /**
   * A server that is stopping or starting finishes first: a second change at that moment could cost
   * two servers.
   */
  static Optional<Step> inFlight(RollFacts observed, SetFacts set) {
    return observed.pods().stream()
        .filter(pod -> pod.ordinal() >= set.partition())
        .filter(pod -> pod.moving() && !pod.serving() && pod.trouble().isEmpty())
        .findFirst()
        .map(
            pod ->
                await(
                    Phase.ROLL,
                    Code.IN_FLIGHT,
                    pod.name() + " is still restarting for an earlier change"));
  }

  /** A server that may take the newest template and has not. */
  static Optional<Step> outdated(RollFacts observed, SetFacts set) {
    return observed.pods().stream()
        .filter(pod -> pod.ordinal() >= set.partition())
        .filter(pod -> !pod.revision().equals(set.updateRevision()))
        .findFirst()
        .map(
            pod ->
                await(
                    Phase.ROLL,
                    Code.ROLLING,
                    pod.name() + " is about to restart with the new template"));
  }

  /** The first server from that ordinal on that does not serve. */
  static Optional<Step> unready(RollFacts observed, int from, Phase phase) {
    for (int ordinal = from; ordinal < observed.wanted(); ordinal++) {
      if (observed.pod(ordinal).filter(ServerPod::serving).isEmpty()) {
        return Optional.of(new Step.Await(phase, unserving(observed, ordinal)));
      }
    }
    return Optional.empty();
  }

  /** Why a server that does not serve does not. */
  static Trouble unserving(RollFacts observed, int ordinal) {
    return observed
        .pod(ordinal)
        .map(RollWait::reason)
        .orElseGet(() -> new Trouble(Code.SERVER_MISSING, "server " + ordinal + " has no pod yet"));
  }

  private static Trouble reason(ServerPod pod) {
    return pod.trouble()
        .orElseGet(
            () ->
                pod.terminating()
                    ? new Trouble(Code.SERVER_STOPPING, pod.name() + " is terminating")
                    : new Trouble(Code.SERVER_NOT_READY, pod.name() + " is not ready yet"));
  }

  /** A server that is about to: most troubles pass by themselves. */
  static Trouble announced(RollFacts observed, int ordinal, HealthVerdict.Curable curable) {
    HealthVerdict.Permit permit = curable.permit();
    return new Trouble(
        curable.trouble().code(),
        "%s; %s restarts unless that passes within 30 seconds: %s. That %s."
            .formatted(
                words(curable.trouble()),
                name(observed, ordinal),
                permit.because(),
                permit.cost()));
  }

  /** A server that restarts although the servers are not healthy. */
  static Trouble despite(RollFacts observed, int ordinal, HealthVerdict.Curable curable) {
    return new Trouble(
        Code.HEALING, name(observed, ordinal) + " restarts although " + sentence(curable));
  }

  private static String name(RollFacts observed, int ordinal) {
    return observed.pod(ordinal).map(ServerPod::name).orElseGet(() -> "server " + ordinal);
  }

  /** Without its last full stop. */
  static String words(Trouble trouble) {
    String message = trouble.message();
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  /** What is not healthy, why a server may restart all the same, and what that costs. */
  static String sentence(HealthVerdict.Curable curable) {
    return "%s (%s): %s. That %s."
        .formatted(
            words(curable.trouble()),
            curable.trouble().code(),
            curable.permit().because(),
            curable.permit().cost());
  }

  /** The StatefulSet controller does not speak of the newest spec yet. */
  static Step controllerLags() {
    return await(
        Phase.ROLL,
        Code.CONTROLLER_LAGS,
        "waiting for the StatefulSet controller to observe the change");
  }

  /** Every ordinal may take the newest template, and the controller has not finished. */
  static Step revisionLags() {
    return await(
        Phase.ROLL,
        Code.CONTROLLER_LAGS,
        "waiting for the StatefulSet controller to finish the rollout");
  }

  private static Step.Await await(Phase phase, Code code, String message) {
    return new Step.Await(phase, new Trouble(code, message));
  }
}
