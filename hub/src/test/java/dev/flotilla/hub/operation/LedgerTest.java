// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.Awaited;
import dev.flotilla.protocol.operation.Control;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.operation.Progress;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LedgerTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final AgentId AGENT = new AgentId("a".repeat(26));
  private static final ResourceKey ORDERS = ResourceKind.NATS_CLUSTER.key("nats", "orders");
  private static final OperationId FIRST = id(1);
  private static final OperationId SECOND = id(2);

  private Ledger ledger = Ledger.empty(AGENT);
  private long sequence;

  @Test
  void aDeployIsTheNextRevisionOfEverything() {
    deploy(FIRST, "one");

    assertThat(ledger.revision()).isEqualTo(1);
    assertThat(ledger.desired(ORDERS).orElseThrow().revision()).isEqualTo(1);
    assertThat(ledger.operation(FIRST).orElseThrow().state())
        .isInstanceOf(OperationState.Queued.class);
  }

  @Test
  void takingBackTheFirstDocumentLeavesATombstone() {
    deploy(FIRST, "one");

    fold(FIRST, new LogEntry.CancelRequested("ci", NOW));

    assertThat(ledger.revision()).isEqualTo(2);
    assertThat(ledger.desired(ORDERS).orElseThrow().current()).isEmpty();
    assertThat(ledger.operation(FIRST).orElseThrow().revision()).isEqualTo(2);
    assertThat(ledger.operation(FIRST).orElseThrow().request().cancelled()).isTrue();
  }

  @Test
  void takingBackReturnsToTheBodyBeforeAtAHigherRevision() {
    deploy(FIRST, "one");
    happened(FIRST, new OperationEvent.Succeeded(NOW, ""));
    deploy(SECOND, "two");

    fold(SECOND, new LogEntry.CancelRequested("ci", NOW));

    Desired desired = ledger.desired(ORDERS).orElseThrow();
    assertThat(desired.current().orElseThrow().body()).isEqualTo("one");
    assertThat(desired.revision()).isEqualTo(3);
  }

  @Test
  void whatNeverBeganIsWithdrawnWhenItEnds() {
    List<OperationEvent> ends =
        List.of(
            new OperationEvent.Expired(NOW),
            new OperationEvent.Refused(NOW, new Problem("POLICY", "no", "")));
    for (OperationEvent end : ends) {
      ledger = Ledger.empty(AGENT);
      deploy(FIRST, "one");

      happened(FIRST, end);

      assertThat(ledger.desired(ORDERS).orElseThrow().current()).isEmpty();
    }
  }

  @Test
  void aWithdrawnDocumentLeavesATombstoneUntilTheNextOne() {
    deploy(FIRST, "one");
    happened(FIRST, new OperationEvent.Succeeded(NOW, ""));

    fold(FIRST, new LogEntry.Withdrawn(ORDERS, "ci", NOW));

    assertThat(ledger.revision()).isEqualTo(2);
    assertThat(ledger.desired(ORDERS).orElseThrow().current()).isEmpty();
    assertThat(ledger.desired(ORDERS).orElseThrow().revision()).isEqualTo(2);

    fold(FIRST, new LogEntry.Withdrawn(ORDERS, "ci", NOW));
    assertThat(ledger.revision()).isEqualTo(2);

    deploy(SECOND, "two");
    assertThat(ledger.desired(ORDERS).orElseThrow().steps()).hasSize(1);
    assertThat(ledger.desired(ORDERS).orElseThrow().revision()).isEqualTo(3);
  }

  @Test
  void whatCannotBeUnderstoodCountsAllTheSame() {
    deploy(FIRST, "one");

    Ledger after = ledger.skipping(2);

    assertThat(after.lastSequence()).isEqualTo(2);
    assertThat(after.operations()).isEqualTo(ledger.operations());
  }

  @Test
  void aFailureStaysDesired() {
    deploy(FIRST, "one");

    happened(FIRST, new OperationEvent.Failed(NOW, new Problem("DEPLOY_TIMED_OUT", "", "")));

    assertThat(ledger.desired(ORDERS).orElseThrow().current()).isPresent();
  }

  @Test
  void anOlderOperationTakesNothingBackFromANewerOne() {
    deploy(FIRST, "one");
    deploy(SECOND, "two");

    happened(FIRST, new OperationEvent.Expired(NOW));

    Desired desired = ledger.desired(ORDERS).orElseThrow();
    assertThat(desired.current().orElseThrow().body()).isEqualTo("two");
    assertThat(desired.revision()).isEqualTo(2);
    assertThat(ledger.revision()).isEqualTo(2);
  }

  @Test
  void whatWasRefusedDoesNotReturnWhenItsSuccessorIsCancelled() {
    deploy(FIRST, "one");
    deploy(SECOND, "two");
    happened(FIRST, new OperationEvent.Refused(NOW, new Problem("POLICY", "no", "")));

    fold(SECOND, new LogEntry.CancelRequested("ci", NOW));

    assertThat(ledger.desired(ORDERS).orElseThrow().current()).isEmpty();
  }

  @Test
  void whatIsRunningCannotBeCancelled() {
    deploy(FIRST, "one");
    happened(FIRST, new OperationEvent.Progressed(NOW, new Progress("roll", 10, "")));

    fold(FIRST, new LogEntry.CancelRequested("ci", NOW));

    assertThat(ledger.revision()).isEqualTo(1);
  }

  /** A fold that copied the ledger for each line would take minutes. */
  @Test
  @Timeout(60)
  void aLongLogIsFoldedInLinearTime() {
    int operations = 100_000;
    for (int number = 1; number <= operations; number++) {
      OperationId id = new OperationId("%026d".formatted(number));
      deploy(id, "body");
      happened(id, new OperationEvent.Succeeded(NOW, ""));
    }

    assertThat(ledger.operations().all()).hasSize(operations);
    assertThat(ledger.operations().all().getFirst().id().value())
        .as("oldest first")
        .isEqualTo("%026d".formatted(1));
  }

  /** Any log, folded in any two pieces, gives the same ledger and keeps its promises. */
  @Test
  void anyLogKeepsThePromises() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      ledger = Ledger.empty(AGENT);
      sequence = 0;
      List<Ledger> history = new ArrayList<>(List.of(ledger));
      for (int step = 0; step < 30; step++) {
        randomEntry(random);
        promises(history.getLast(), ledger, "seed " + seed + " step " + step);
        history.add(ledger);
      }
    }
  }

  /** A checkpoint at any place, and what followed, come to the same as every line. */
  @Test
  void aCheckpointTakesThePlaceOfAllLinesBeforeIt() {
    for (long seed = 0; seed < 300; seed++) {
      List<Line> log = randomLog(new Random(seed));
      Ledger whole = folded(Ledger.empty(AGENT), log);
      for (int place = 0; place <= log.size(); place++) {
        String where = "seed " + seed + " place " + place;
        Ledger before = folded(Ledger.empty(AGENT), log.subList(0, place));
        Ledger restored = restored(before);

        assertThat(restored.operations().all())
            .as(where)
            .hasSameSizeAs(difference(before.operations().all(), before.droppable()));
        Ledger after = folded(restored, log.subList(place, log.size()));

        assertThat(after.revision()).as(where).isEqualTo(whole.revision());
        assertThat(after.desired()).as(where).isEqualTo(whole.desired());
        assertThat(after.operations().open()).as(where).isEqualTo(whole.operations().open());
        assertThat(whole.operations().all())
            .as(where)
            .containsAll(after.operations().all())
            .containsAll(before.droppable());
      }
    }
  }

  @Test
  void whatTheIndexStillListsIsKeptByACheckpoint() {
    deploy(FIRST, "one");
    happened(FIRST, new OperationEvent.Succeeded(NOW, ""));
    assertThat(ledger.droppable()).isEmpty();
    assertThat(restored(ledger).operation(FIRST)).isEqualTo(ledger.operation(FIRST));

    deploy(SECOND, "two");

    assertThat(ledger.droppable()).extracting(Operation::id).containsExactly(FIRST);
    Ledger restored = restored(ledger);
    assertThat(restored.operation(FIRST)).isEmpty();
    assertThat(restored.desired(ORDERS).orElseThrow().steps())
        .as("its document can be returned to")
        .extracting(Desired.Step::body)
        .containsExactly("one", "two");
  }

  @Test
  void aWithdrawalIsForgottenOnceItsAgentHasAnIndexWithIt() {
    deploy(FIRST, "one");
    fold(FIRST, new LogEntry.CancelRequested("ci", NOW));
    long withdrawn = ledger.desired(ORDERS).orElseThrow().revision();

    assertThat(ledger.shortenedBy(withdrawn)).isFalse();
    assertThat(ledger.checkpoint(withdrawn).desired()).hasSize(1);
    assertThat(ledger.shortenedBy(withdrawn + 1)).isTrue();
    assertThat(ledger.checkpoint(withdrawn + 1).desired()).isEmpty();

    deploy(SECOND, "two");

    assertThat(ledger.shortenedBy(withdrawn + 1)).as("desired again").isFalse();
    assertThat(ledger.desired(ORDERS).orElseThrow().revision()).isGreaterThan(withdrawn);
  }

  private record Line(OperationId id, LogEntry entry) {}

  private List<Line> randomLog(Random random) {
    List<Line> log = new ArrayList<>();
    List<OperationId> asked = new ArrayList<>();
    for (int step = 0; step < 40; step++) {
      if (asked.isEmpty() || random.nextInt(3) == 0) {
        OperationId id = new OperationId("%026d".formatted(step));
        asked.add(id);
        ResourceKey target = ResourceKind.NATS_CLUSTER.key("nats", "c" + random.nextInt(3));
        log.add(new Line(id, requested(id, target, "body-" + random.nextInt(3))));
      } else {
        OperationId id = asked.get(random.nextInt(asked.size()));
        log.add(new Line(id, randomEvent(random)));
      }
    }
    return log;
  }

  private static Ledger folded(Ledger from, List<Line> lines) {
    Ledger ledger = from;
    for (Line line : lines) {
      ledger = ledger.next(line.id(), line.entry(), ledger.lastSequence() + 1);
    }
    return ledger;
  }

  /** From the bytes of a checkpoint, and the documents alone. */
  private static Ledger restored(Ledger ledger) {
    Map<DocumentId, String> documents = ledger.documents();
    return Ledger.empty(AGENT)
        .restored(
            Json.read(Json.write(ledger.checkpoint(0)), LogEntry.Checkpoint.class),
            id -> Objects.requireNonNull(documents.get(id)),
            ledger.lastSequence());
  }

  private static List<Operation> difference(List<Operation> all, List<Operation> without) {
    return all.stream().filter(operation -> !without.contains(operation)).toList();
  }

  private static void promises(Ledger before, Ledger after, String where) {
    assertThat(after.revision() - before.revision()).as(where).isBetween(0L, 1L);
    after
        .desired()
        .forEach(
            (key, desired) -> {
              assertThat(desired.revision()).as(where).isLessThanOrEqualTo(after.revision());
              desired
                  .current()
                  .ifPresent(
                      shown ->
                          assertThat(after.operation(shown.operation()).orElseThrow().state())
                              .as(where)
                              .isNotInstanceOf(OperationState.Expired.class)
                              .isNotInstanceOf(OperationState.Cancelled.class)
                              .isNotInstanceOf(OperationState.Refused.class));
              before
                  .desired(key)
                  .filter(old -> !old.current().equals(desired.current()))
                  .ifPresent(
                      old ->
                          assertThat(desired.revision()).as(where).isGreaterThan(old.revision()));
            });
    before
        .operations()
        .all()
        .forEach(
            operation -> {
              if (operation.ended()) {
                assertThat(after.operation(operation.id()).orElseThrow().state())
                    .as(where)
                    .isEqualTo(operation.state());
              }
            });
  }

  private void randomEntry(Random random) {
    OperationId id = id(1 + random.nextInt(5));
    if (random.nextInt(9) < 2) {
      deploy(id, "body-" + random.nextInt(3));
    } else {
      fold(id, randomEvent(random));
    }
  }

  private static LogEntry randomEvent(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> new LogEntry.CancelRequested("ci", NOW);
      case 1 -> new LogEntry.Happened(new OperationEvent.Admitted(NOW));
      case 2 ->
          new LogEntry.Happened(new OperationEvent.Progressed(NOW, new Progress("roll", 1, "")));
      case 3 -> new LogEntry.Happened(new OperationEvent.Succeeded(NOW, ""));
      case 4 -> new LogEntry.Happened(new OperationEvent.Expired(NOW));
      case 5 ->
          new LogEntry.Happened(
              new OperationEvent.Refused(NOW, new Problem("POLICY", "no", "ask")));
      default -> new LogEntry.Happened(new OperationEvent.Cancelled(NOW, "ci"));
    };
  }

  private void deploy(OperationId id, String body) {
    fold(id, requested(id, ORDERS, body));
  }

  private LogEntry requested(OperationId id, ResourceKey target, String body) {
    return new LogEntry.Requested(
        new OperationRequest(
            id,
            new Order.Deploy(),
            target,
            List.of(new Awaited(target, ledger.revision() + 1)),
            "ci",
            NOW,
            NOW.plus(Duration.ofHours(1)),
            Control.RUN),
        List.of(new DesiredChange(target, body)));
  }

  private void happened(OperationId id, OperationEvent event) {
    fold(id, new LogEntry.Happened(event));
  }

  private void fold(OperationId id, LogEntry entry) {
    sequence++;
    ledger = ledger.next(id, entry, sequence);
    assertThat(ledger.lastSequence()).isEqualTo(sequence);
  }

  private static OperationId id(int number) {
    return new OperationId("0".repeat(25) + number);
  }
}
