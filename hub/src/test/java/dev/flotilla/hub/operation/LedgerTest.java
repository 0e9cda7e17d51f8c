// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.protocol.AgentId;
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

    Desired wish = ledger.desired(ORDERS).orElseThrow();
    assertThat(wish.current().orElseThrow().body()).isEqualTo("one");
    assertThat(wish.revision()).isEqualTo(3);
  }

  @Test
  void whatNeverBeganIsTakenBackWhenItEnds() {
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

    Desired wish = ledger.desired(ORDERS).orElseThrow();
    assertThat(wish.current().orElseThrow().body()).isEqualTo("two");
    assertThat(wish.revision()).isEqualTo(2);
    assertThat(ledger.revision()).isEqualTo(2);
  }

  @Test
  void whatWasRefusedDoesNotComeBackWhenItsSuccessorIsTakenBack() {
    deploy(FIRST, "one");
    deploy(SECOND, "two");
    happened(FIRST, new OperationEvent.Refused(NOW, new Problem("POLICY", "no", "")));

    fold(SECOND, new LogEntry.CancelRequested("ci", NOW));

    assertThat(ledger.desired(ORDERS).orElseThrow().current()).isEmpty();
  }

  @Test
  void whatIsRunningCannotBeTakenBack() {
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

    assertThat(ledger.operations()).hasSize(operations);
    assertThat(ledger.operations().values().iterator().next().id().value())
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

  private static void promises(Ledger before, Ledger after, String where) {
    assertThat(after.revision() - before.revision()).as(where).isBetween(0L, 1L);
    after
        .desired()
        .forEach(
            (key, wish) -> {
              assertThat(wish.revision()).as(where).isLessThanOrEqualTo(after.revision());
              wish.current()
                  .ifPresent(
                      shown ->
                          assertThat(after.operation(shown.operation()).orElseThrow().state())
                              .as(where)
                              .isNotInstanceOf(OperationState.Expired.class)
                              .isNotInstanceOf(OperationState.Cancelled.class)
                              .isNotInstanceOf(OperationState.Refused.class));
              before
                  .desired(key)
                  .filter(old -> !old.current().equals(wish.current()))
                  .ifPresent(
                      old -> assertThat(wish.revision()).as(where).isGreaterThan(old.revision()));
            });
    before
        .operations()
        .values()
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
    switch (random.nextInt(9)) {
      case 0, 1 -> deploy(id, "body-" + random.nextInt(3));
      case 2 -> fold(id, new LogEntry.CancelRequested("ci", NOW));
      case 3 -> happened(id, new OperationEvent.Admitted(NOW));
      case 4 -> happened(id, new OperationEvent.Progressed(NOW, new Progress("roll", 1, "")));
      case 5 -> happened(id, new OperationEvent.Succeeded(NOW, ""));
      case 6 -> happened(id, new OperationEvent.Expired(NOW));
      case 7 -> happened(id, new OperationEvent.Refused(NOW, new Problem("POLICY", "", "")));
      default -> happened(id, new OperationEvent.Cancelled(NOW, "ci"));
    }
  }

  private void deploy(OperationId id, String body) {
    OperationRequest request =
        new OperationRequest(
            id,
            new Order.Deploy(),
            ORDERS,
            List.of(new Awaited(ORDERS, ledger.revision() + 1)),
            "ci",
            NOW,
            NOW.plus(Duration.ofHours(1)),
            Control.RUN);
    fold(id, new LogEntry.Requested(request, List.of(new DesiredChange(ORDERS, body))));
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
