// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.nats.cluster.status.AgentJournal;
import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import dev.flotilla.nats.cluster.status.PendingStep;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the hub on a NatsCluster of three servers, over time. The journal goes through
 * the judge as in the reconciler; the test says what happens to the NatsCluster.
 */
public final class Story {
  static final OperationId ID = new OperationId("01hzzzzzzzzzzzzzzzzzzzzzzz");
  static final OperationId NEWER = new OperationId("01j00000000000000000000000");
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  static final Duration DEADLINE = Duration.ofMinutes(15);
  static final long GENERATION = 2;
  static final long REVISION = 7;
  private static final int SERVERS = 3;

  private final OrderJudge order;
  private Journal journal = Journal.fresh(ID);
  private Instant now = BEGIN;
  private Optional<Problem> refusal = Optional.empty();
  private Optional<OperationId> newer = Optional.empty();
  private Optional<Target> target = Optional.empty();
  private boolean cancelled;
  private boolean fromHub = true;
  private int events;

  /** Of a deploy. */
  Story() {
    this(new DeployJudge());
  }

  /** Of an order of that type. */
  public Story(OrderJudge order) {
    this.order = order;
  }

  /** What it has come to. */
  public Journal journal() {
    return journal;
  }

  Instant now() {
    return now;
  }

  /** Time passes. */
  public Story after(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  Story refusedFor(Problem problem) {
    refusal = Optional.of(problem);
    return this;
  }

  Story cancelled() {
    cancelled = true;
    return this;
  }

  Story madeHere() {
    fromHub = false;
    return this;
  }

  Story followedBy(OperationId other) {
    newer = Optional.of(other);
    return this;
  }

  /** The NatsCluster has the document, but its status is still about the one before. */
  Story notYetJudged() {
    target = Optional.of(target(status(GENERATION - 1, 3, List.of(), null)));
    return this;
  }

  /**
   * The NatsCluster is being reconciled; with a null step nothing was started for this document.
   */
  public Story working(@Nullable PendingStep step, int ready, String message) {
    return judged(ready, List.of(accepted(), ready("False", "ServerNotReady", message)), step);
  }

  /** All servers are verified healthy. */
  public Story ready() {
    return judged(
        SERVERS, List.of(accepted(), ready("True", "VerifiedHealthy", "all is well")), null);
  }

  /** A server failed with the new template; all are healthy again, or not. */
  public Story stopped(String healthy) {
    return judged(
        3,
        List.of(
            accepted(),
            condition("Progressing", "False", "RollStopped", "stopped: no image"),
            ready(healthy, "RollStopped", "healthy; stopped: no image")),
        null);
  }

  /** The change was aborted, and all servers are healthy with what they had before. */
  public Story aborted() {
    return judged(
        SERVERS,
        List.of(
            accepted(),
            condition("Progressing", "False", "Aborted", "aborted: as before"),
            ready("True", "Aborted", "healthy; aborted: as before")),
        null);
  }

  /** Changes of the servers are paused; they are healthy, unless there are none. */
  public Story paused(String healthy) {
    return judged(
        SERVERS,
        List.of(
            accepted(),
            condition("Progressing", "False", "Paused", "paused: how far"),
            ready(healthy, "Paused", "paused: how far")),
        null);
  }

  Story notAccepted(String code, String message) {
    return judged(SERVERS, List.of(condition("Accepted", "False", code, message)), null);
  }

  /** Judges until there is no further event, as the reconciler does. */
  public Story look() {
    Facts facts = facts();
    Optional<OperationEvent> event = OperationJudge.judge(journal, facts, order);
    while (event.isPresent()) {
      journal =
          journal.after(event.get(), "event-" + events++, 1, facts.target().flatMap(Target::step));
      event = OperationJudge.judge(journal, facts, order);
    }
    return this;
  }

  Facts facts() {
    return new Facts(
        cancelled, fromHub, REVISION, "ann", refusal, target, newer, DEADLINE, BEGIN, now);
  }

  /** The hub's store has acknowledged everything. */
  Story sent() {
    for (var entry : journal.unsent()) {
      journal = journal.acknowledged(entry.id(), now);
    }
    return this;
  }

  PendingStep step(String name) {
    return new PendingStep(name, null, null, GENERATION, now.toString());
  }

  PendingStep step(String name, int server) {
    return new PendingStep(name, server, null, GENERATION, now.toString());
  }

  private Story judged(int ready, List<Condition> conditions, @Nullable PendingStep step) {
    target = Optional.of(target(status(GENERATION, ready, conditions, step)));
    return this;
  }

  private static Target target(NatsClusterStatus status) {
    return Target.of(Kind.NATS_CLUSTER, GENERATION, REVISION, Json.mapper().valueToTree(status));
  }

  private static NatsClusterStatus status(
      long generation, int ready, List<Condition> conditions, @Nullable PendingStep step) {
    return NatsClusterStatus.of(
        new NatsClusterStatus.Basis(generation, REVISION, null),
        conditions,
        new NatsClusterStatus.Servers(null, SERVERS, ready, null),
        NatsClusterStatus.NONE.rails(),
        NatsClusterStatus.NONE.access(),
        null,
        AgentJournal.NONE.with(step));
  }

  private static Condition accepted() {
    return condition("Accepted", "True", "Valid", "the document is valid");
  }

  private static Condition ready(String status, String reason, String message) {
    return condition("Ready", status, reason, message);
  }

  private static Condition condition(String type, String status, String reason, String message) {
    return new Condition(type, status, reason, message, BEGIN.toString(), GENERATION);
  }
}
