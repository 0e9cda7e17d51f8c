// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.hub.inbox.InboxPlan.Extent;
import dev.flotilla.hub.operation.DesiredChange;
import dev.flotilla.hub.operation.Ledger;
import dev.flotilla.hub.operation.LogEntry;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.Issue;
import dev.flotilla.protocol.operation.Awaited;
import dev.flotilla.protocol.operation.Control;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InboxPlanTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final AgentId AGENT = new AgentId("a".repeat(26));
  private static final OperationId FIRST = new OperationId("0".repeat(25) + "1");
  private static final OperationId SECOND = new OperationId("0".repeat(25) + "2");
  private static final ResourceKey ORDERS = ResourceKind.NATS_CLUSTER.key("nats", "orders");
  private static final ResourceKey CATALOGUE = ResourceKind.CATALOGUE.key("fleet", "nats-server");
  private static final SharedDocument SHARED = new SharedDocument(CATALOGUE, 1, new byte[0]);
  private static final ResourceKey FIRST_OPERATION =
      ResourceKind.NATS_OPERATION.key("nats", FIRST.value());

  @Test
  void aNewAgentGetsTheCatalogueAlone() {
    InboxPlan plan = plan(Ledger.empty(AGENT), Optional.empty(), Extent.CHANGES).orElseThrow();

    assertThat(plan.revision()).isEqualTo(2);
    assertThat(plan.bodies()).containsOnlyKeys(CATALOGUE);
    assertThat(plan(Ledger.empty(AGENT), Optional.of(index(plan)), Extent.CHANGES)).isEmpty();
  }

  @Test
  void aDeployWritesBothDocumentsInOneRevision() {
    Ledger ledger = deployed(Ledger.empty(AGENT), FIRST, 1);

    InboxPlan plan = plan(ledger, Optional.empty(), Extent.CHANGES).orElseThrow();

    assertThat(plan.bodies()).containsOnlyKeys(CATALOGUE, ORDERS, FIRST_OPERATION);
    assertThat(plan.entries()).extracting(Index.Entry::revision).containsOnly(1L);
    assertThat(plan.revision()).isEqualTo(3);
    assertThat(plan.entries().getFirst().key()).as("judges the others").isEqualTo(CATALOGUE);
  }

  @Test
  void anIndexFromBeforeAWithdrawalNeverCountsAsOneThatHasIt() {
    Ledger deployed = deployed(Ledger.empty(AGENT), FIRST, 1);
    Ledger withdrawn = deployed.next(FIRST, new LogEntry.CancelRequested("ci", NOW), 2);
    SharedDocument later = new SharedDocument(CATALOGUE, 3, new byte[0]);

    long before = plan(deployed, Optional.empty(), Extent.CHANGES).orElseThrow().revision();
    long after = plan(withdrawn, Optional.empty(), Extent.CHANGES).orElseThrow().revision();

    assertThat(InboxPlan.ofLedgerAlone(before, SHARED)).isEqualTo(withdrawn.revision());
    assertThat(InboxPlan.ofLedgerAlone(after, SHARED)).isGreaterThan(withdrawn.revision());
    assertThat(InboxPlan.ofLedgerAlone(before, later)).isLessThan(withdrawn.revision());
  }

  @Test
  void anotherCatalogueIsTheNextRevision() {
    Ledger ledger = deployed(Ledger.empty(AGENT), FIRST, 1);
    Index stored = index(plan(ledger, Optional.empty(), Extent.CHANGES).orElseThrow());
    SharedDocument newer = new SharedDocument(CATALOGUE, 2, "{}".getBytes(UTF_8));

    InboxPlan plan = InboxPlan.of(ledger, newer, Optional.of(stored), Extent.CHANGES).orElseThrow();

    assertThat(plan.revision()).isEqualTo(stored.revision() + 1);
    assertThat(plan.bodies()).containsOnlyKeys(CATALOGUE);
    assertThat(plan.entries()).hasSameSizeAs(stored.entries());
  }

  @Test
  void whatWasWrittenIsNotWrittenAgainUnlessAsked() {
    Ledger ledger = deployed(Ledger.empty(AGENT), FIRST, 1);
    Index stored = index(plan(ledger, Optional.empty(), Extent.CHANGES).orElseThrow());

    InboxPlan again = plan(ledger, Optional.of(stored), Extent.EVERYTHING).orElseThrow();

    assertThat(plan(ledger, Optional.of(stored), Extent.CHANGES)).isEmpty();
    assertThat(again.entries()).isEqualTo(stored.entries());
    assertThat(again.revision()).isEqualTo(stored.revision());
    assertThat(again.bodies()).containsOnlyKeys(CATALOGUE, ORDERS, FIRST_OPERATION);
  }

  @Test
  void anEndedOperationIsWithdrawnWithTheNextChange() {
    Ledger ledger = deployed(Ledger.empty(AGENT), FIRST, 1);
    Index stored = index(plan(ledger, Optional.empty(), Extent.CHANGES).orElseThrow());
    ledger = ledger.next(FIRST, new LogEntry.Happened(new OperationEvent.Succeeded(NOW, "")), 2);
    assertThat(plan(ledger, Optional.of(stored), Extent.CHANGES)).isEmpty();
    assertThat(plan(ledger, Optional.of(stored), Extent.EVERYTHING).orElseThrow().entries())
        .as("one revision always has the same content")
        .isEqualTo(stored.entries());

    ledger = deployed(ledger, SECOND, 3);
    InboxPlan next = plan(ledger, Optional.of(stored), Extent.CHANGES).orElseThrow();
    Index after = index(next);

    assertThat(next.withdrawn()).containsExactly(FIRST_OPERATION);
    assertThat(next.entries()).hasSize(4);
    InboxPlan last =
        plan(
                deployed(ledger, new OperationId("0".repeat(25) + "3"), 4),
                Optional.of(after),
                Extent.CHANGES)
            .orElseThrow();
    assertThat(last.entries()).extracting(Index.Entry::key).doesNotContain(FIRST_OPERATION);
  }

  @Test
  void whatIsWithdrawnLeavesATombstone() {
    Ledger ledger = deployed(Ledger.empty(AGENT), FIRST, 1);
    Index stored = index(plan(ledger, Optional.empty(), Extent.CHANGES).orElseThrow());

    ledger = ledger.next(FIRST, new LogEntry.CancelRequested("ci", NOW), 2);
    InboxPlan plan = plan(ledger, Optional.of(stored), Extent.CHANGES).orElseThrow();

    assertThat(plan.withdrawn()).containsExactly(ORDERS);
    assertThat(plan.bodies()).containsOnlyKeys(FIRST_OPERATION);
    assertThat(plan.entries())
        .filteredOn(entry -> !entry.key().equals(CATALOGUE))
        .extracting(Index.Entry::revision)
        .containsOnly(2L);
  }

  private static Optional<InboxPlan> plan(Ledger ledger, Optional<Index> stored, Extent extent) {
    return InboxPlan.of(ledger, SHARED, stored, extent);
  }

  private static Ledger deployed(Ledger ledger, OperationId id, long sequence) {
    OperationRequest request =
        new OperationRequest(
            id,
            new Order.Deploy(),
            ORDERS,
            List.of(new Awaited(ORDERS, ledger.revision() + 1)),
            "ci",
            NOW,
            NOW.plusSeconds(3600),
            Control.RUN);
    DesiredChange change = new DesiredChange(ORDERS, "{\"for\":\"" + id + "\"}");
    return ledger.next(id, new LogEntry.Requested(request, List.of(change)), sequence);
  }

  private static Index index(InboxPlan plan) {
    return new Index(
        new Issue(AGENT, 1, NOW, NOW.plusSeconds(3600), "https://hub"),
        plan.revision(),
        plan.entries());
  }
}
