// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.agent.servers.Intent;
import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.nats.cluster.status.PendingStep;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.Progress;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an operation goes on that brings a NatsCluster's document: it ends with the result of the
 * reconciler for the awaited revision. Pure.
 */
public final class DocumentProgress {
  private static final int STARTED = 10;
  private static final int NEARLY = 90;

  private DocumentProgress() {}

  /** What happened to an admitted operation that was neither cancelled nor superseded. */
  public static OperationEvent onward(Journal journal, Facts facts) {
    if (facts.target().isEmpty()) {
      return late(journal, facts, Code.TARGET_MISSING.name(), "the NatsCluster does not exist")
          .orElseGet(() -> new OperationEvent.Held(facts.now(), "the NatsCluster does not exist"));
    }
    Target target = facts.target().get();
    boolean reached = facts.awaited() == 0 || target.revision() == facts.awaited();
    if (!reached || !target.judged()) {
      String reason = "waiting for the reconciler to pick up revision " + facts.awaited();
      return late(journal, facts, Code.NOT_REACHED.name(), reason)
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
                          Code.codeOf(condition.reason()),
                          condition.message(),
                          "Fix the document and deploy it again.")));
    }
    Optional<Problem> ended =
        target
            .stopped()
            .map(DocumentProgress::stopped)
            .or(() -> target.aborted().map(DocumentProgress::aborted));
    if (ended.isPresent()) {
      return ended.map(problem -> new OperationEvent.Failed(facts.now(), problem));
    }
    return target.is("Ready", "True") || target.paused()
        ? target
            .condition("Ready")
            .map(condition -> new OperationEvent.Succeeded(facts.now(), condition.message()))
        : Optional.empty();
  }

  private static Problem stopped(Condition condition) {
    return new Problem(
        Code.ROLL_STOPPED,
        condition.message(),
        "Deploy a corrected document, or an earlier one; 'flotilla resume' tries the same again.");
  }

  /** The servers have another document than the one that the operation brought. */
  private static Problem aborted(Condition condition) {
    return new Problem(
        Code.ABORTED,
        condition.message(),
        "Remove spec.abort in the member if it was set there; then deploy the document again.");
  }

  /**
   * The same for an operation that has not come true with the health of the servers alone: while
   * changes are paused in the member, they are healthy, and not there yet.
   */
  public static OperationEvent onwardUnlessPaused(Journal journal, Facts facts) {
    OperationEvent next = onward(journal, facts);
    return next instanceof OperationEvent.Succeeded
        ? facts
            .target()
            .filter(Target::paused)
            .map(target -> working(journal, target, facts))
            .orElse(next)
        : next;
  }

  /**
   * It is running once a step was recorded for it; until then nothing was done that would count.
   */
  private static OperationEvent working(Journal journal, Target target, Facts facts) {
    String reason = target.condition("Ready").map(Condition::reason).orElse("Unknown");
    String message =
        target.condition("Ready").map(Condition::message).orElse("waiting for the reconciler");
    return late(journal, facts, reason, message)
        .or(
            () ->
                target
                    .step()
                    .map(step -> progress(journal, target, step, message))
                    .map(progress -> new OperationEvent.Progressed(facts.now(), progress)))
        .orElseGet(() -> new OperationEvent.Held(facts.now(), message));
  }

  private static Progress progress(
      Journal journal, Target target, PendingStep step, String message) {
    int percent = Math.max(journal.percent(), STARTED + share(target, step));
    return new Progress(step.name(), percent, message);
  }

  /**
   * Creation counts the servers that are ready, a roll those that began to take the new template:
   * from the highest ordinal down, so that the ordinal gives the number.
   */
  private static int share(Target target, PendingStep step) {
    int servers = Math.max(1, Objects.requireNonNullElse(target.status().replicas(), 1));
    int ready = Objects.requireNonNullElse(target.status().readyReplicas(), 0);
    int ordinal = Objects.requireNonNullElse(step.server(), servers);
    int parts =
        switch (step.name()) {
          case "create" -> ready;
          case "roll", "heal", "restart", "replace" -> servers - ordinal;
          case "finish" -> servers + 1;
          default -> 0;
        };
    return Math.clamp(parts, 0, servers + 1) * (NEARLY - STARTED) / (servers + 1);
  }

  private static Optional<OperationEvent> late(
      Journal journal, Facts facts, String code, String message) {
    Instant end = lastProgress(journal, facts).plus(facts.deadline());
    String sentence =
        "no progress for " + facts.deadline().toMinutes() + " min: " + code + ": " + message;
    String hint = "Fix the cause, or deploy the previous document again.";
    return facts.now().isAfter(end)
        ? Optional.of(
            new OperationEvent.Failed(
                facts.now(), new Problem(Code.DEPLOY_TIMED_OUT, sentence, hint)))
        : Optional.empty();
  }

  /**
   * A step that is first seen now counts too, and one that is written again because a server has
   * caught up further; time without a running agent is not idle time.
   */
  private static Instant lastProgress(Journal journal, Facts facts) {
    Instant known = journal.lastProgress(facts.now());
    Stream<Instant> fresh =
        facts.target().flatMap(Target::step).stream()
            .filter(step -> Intent.isProgress(step.name()) || !journal.holds(step))
            .map(step -> Instant.parse(step.intentAt()));
    return Stream.concat(Stream.of(known, facts.watchedSince()), fresh)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
