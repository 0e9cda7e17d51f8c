// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.nats.cluster.Condition;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.operation.Progress;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what happened to an operation. Pure; the state machine of the protocol says what follows
 * from it.
 */
final class OperationJudge {
  private static final int STARTED = 10;
  private static final int NEARLY = 90;

  private OperationJudge() {}

  /** The next event, if anything happened. */
  static Optional<OperationEvent> judge(Journal journal, Facts facts) {
    if (journal.state() instanceof OperationState.Ended) {
      return Optional.empty();
    }
    Instant now = facts.now();
    if (journal.state() instanceof OperationState.Queued) {
      return Optional.of(
          facts
              .refusal()
              .<OperationEvent>map(problem -> new OperationEvent.Refused(now, problem))
              .orElseGet(() -> new OperationEvent.Admitted(now)));
    }
    return cancelled(journal, facts)
        .or(() -> facts.newer().map(by -> new OperationEvent.Superseded(now, by)))
        .or(() -> Optional.of(onward(journal, facts)))
        .filter(event -> isNews(journal, event));
  }

  /**
   * The hub takes back only what it has not seen running, and has put the earlier document in place
   * already.
   */
  private static Optional<OperationEvent> cancelled(Journal journal, Facts facts) {
    boolean inTime = facts.fromHub() || !(journal.state() instanceof OperationState.Running);
    return facts.cancelled() && inTime
        ? Optional.of(new OperationEvent.Cancelled(facts.now(), facts.requestedBy()))
        : Optional.empty();
  }

  private static OperationEvent onward(Journal journal, Facts facts) {
    if (facts.target().isEmpty()) {
      return late(journal, facts, "TARGET_MISSING", "the NatsCluster does not exist")
          .orElseGet(() -> new OperationEvent.Held(facts.now(), "the NatsCluster does not exist"));
    }
    Target target = facts.target().get();
    boolean reached = facts.awaited() == 0 || target.revision() == facts.awaited();
    if (!reached || !target.judged()) {
      String reason = "the reconciler has not yet come to this document";
      return late(journal, facts, "NOT_REACHED", reason)
          .orElseGet(() -> new OperationEvent.Held(facts.now(), reason));
    }
    return concluded(target, facts).orElseGet(() -> working(journal, target, facts));
  }

  private static Optional<OperationEvent> concluded(Target target, Facts facts) {
    if (target.is("Accepted", "False")) {
      return target
          .condition("Accepted")
          .map(
              condition ->
                  new OperationEvent.Failed(
                      facts.now(),
                      new Problem(
                          condition.reason(),
                          condition.message(),
                          "Correct the document and deploy it again.")));
    }
    return target.is("Ready", "True")
        ? target
            .condition("Ready")
            .map(condition -> new OperationEvent.Succeeded(facts.now(), condition.message()))
        : Optional.empty();
  }

  private static OperationEvent working(Journal journal, Target target, Facts facts) {
    String reason = target.condition("Ready").map(Condition::reason).orElse("Unknown");
    String message = target.condition("Ready").map(Condition::message).orElse("not yet looked at");
    return late(journal, facts, reason, message)
        .orElseGet(
            () -> new OperationEvent.Progressed(facts.now(), progress(journal, target, message)));
  }

  private static Progress progress(Journal journal, Target target, String message) {
    String step =
        switch (target.condition("Progressing").map(Condition::reason).orElse("")) {
          case "Rolling" -> "roll";
          case "Verifying" -> "verify";
          default -> "apply";
        };
    return new Progress(step, percent(journal, target), message);
  }

  /** Each server that rolls adds one step to the journal. */
  private static int percent(Journal journal, Target target) {
    Integer wanted = target.status().replicas();
    Integer ready = target.status().readyReplicas();
    int servers = wanted == null || wanted == 0 ? 1 : wanted;
    long rolled = journal.steps().stream().filter(step -> step.name().equals("roll")).count();
    long done = rolled > 0 ? rolled - 1 : ready == null ? 0 : ready;
    long share = Math.min(done, servers) * (NEARLY - STARTED) / servers;
    return STARTED + (int) share;
  }

  private static Optional<OperationEvent> late(
      Journal journal, Facts facts, String code, String message) {
    boolean over = facts.now().isAfter(journal.lastProgress(facts.now()).plus(facts.deadline()));
    return over
        ? Optional.of(
            new OperationEvent.Failed(
                facts.now(),
                new Problem(
                    "DEPLOY_TIMED_OUT",
                    "no progress for "
                        + facts.deadline().toMinutes()
                        + " min: "
                        + code
                        + ": "
                        + message,
                    "Remove the cause, or deploy the earlier document again.")))
        : Optional.empty();
  }

  /** Only a change is worth a write and a message. */
  private static boolean isNews(Journal journal, OperationEvent event) {
    return switch (event) {
      case OperationEvent.Held(_, var reason) ->
          !(journal.state() instanceof OperationState.Running)
              && !(journal.state() instanceof OperationState.Waiting(_, var known)
                  && known.equals(reason));
      case OperationEvent.Progressed(_, var progress) ->
          !(journal.state() instanceof OperationState.Running(_, var known)
              && known.equals(progress));
      default -> true;
    };
  }
}
