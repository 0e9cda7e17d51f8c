// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.hub.operation.RequestIntake.Prepared;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.operation.Awaited;
import dev.flotilla.protocol.operation.Control;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A change of a document while others change the same document. */
class PreparationTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final AgentId AGENT = new AgentId("a".repeat(26));
  private static final ResourceKey ORDERS = ResourceKind.NATS_CLUSTER.key("nats", "orders");
  private static final OperationId CHANGE = id(99);
  private static final Answer<Prepared> REFUSED =
      new Answer.Rejected<>(
          Rejection.of(Rejection.Kind.CONFLICT, Code.PAUSED, "It is paused.", ""));

  private Ledger ledger = Ledger.empty(AGENT);
  private int written;

  @Test
  void isWrittenAsItWasMadeWhenNothingCameBetween() {
    deploy("one");

    assertThat(written(this::paused, paused())).isEqualTo(new Answer.Given<>(queued()));

    assertThat(body()).isEqualTo("one, paused");
  }

  @Test
  void isMadeAnewFromTheDocumentThatCameBetween() {
    deploy("one");
    Answer<Prepared> first = paused();
    deploy("two");

    assertThat(written(this::paused, first)).isEqualTo(new Answer.Given<>(queued()));

    assertThat(body()).isEqualTo("two, paused");
    assertThat(ledger.revision()).isEqualTo(3);
  }

  @Test
  void isMadeAnewAfterAWithdrawal() {
    deploy("one");
    deploy("two");
    Answer<Prepared> first = paused();
    ledger = ledger.next(id(2), new LogEntry.CancelRequested("ci", NOW), ledger.lastSequence() + 1);

    assertThat(written(this::paused, first)).isEqualTo(new Answer.Given<>(queued()));

    assertThat(body()).isEqualTo("one, paused");
  }

  @Test
  void isNotMadeWhereWhatCameBetweenForbidsIt() {
    deploy("one");
    Answer<Prepared> first = paused();
    deploy("two");

    assertThat(written(() -> REFUSED, first)).isInstanceOf(Answer.Rejected.class);

    assertThat(body()).isEqualTo("two");
  }

  @Test
  void aDocumentThatWasSentWholeIsNeverOvertaken() {
    deploy("one");
    Answer<Prepared> whole = prepared("whole", OptionalLong.empty());
    deploy("two");

    assertThat(written(() -> whole, whole)).isEqualTo(new Answer.Given<>(queued()));

    assertThat(body()).isEqualTo("whole");
  }

  @Test
  void givesUpWhenOthersAreAlwaysFaster() {
    deploy("one");
    Preparation overtaken =
        () -> {
          Answer<Prepared> made = paused();
          deploy("two");
          return made;
        };

    assertThatThrownBy(() -> written(overtaken, overtaken.make()))
        .isInstanceOf(StoreUnavailable.class);

    assertThat(body()).isEqualTo("two");
  }

  private Answer<Receipt> written(Preparation preparation, Answer<Prepared> first) {
    return first.then(made -> preparation.write(made, this::write));
  }

  private Optional<Receipt> write(Prepared prepared) {
    Draft draft = prepared.draft().apply(CHANGE);
    if (draft.overtaken(ledger)) {
      return Optional.empty();
    }
    fold(draft);
    return Optional.of(queued());
  }

  private Answer<Prepared> paused() {
    return prepared(
        body() + ", paused", OptionalLong.of(ledger.desired(ORDERS).orElseThrow().revision()));
  }

  private static Answer<Prepared> prepared(String body, OptionalLong basis) {
    return new Answer.Given<>(new Prepared(body, id -> draft(id, body, basis), OrderRules.ALWAYS));
  }

  private void deploy(String body) {
    written++;
    fold(draft(id(written), body, OptionalLong.empty()));
  }

  private void fold(Draft draft) {
    OperationRequest request =
        new OperationRequest(
            draft.id(),
            draft.order(),
            draft.target(),
            List.of(new Awaited(ORDERS, ledger.revision() + 1)),
            draft.by(),
            NOW,
            NOW.plusSeconds(60),
            Control.RUN);
    ledger =
        ledger.next(
            draft.id(),
            new LogEntry.Requested(request, draft.changes()),
            ledger.lastSequence() + 1);
  }

  private String body() {
    return ledger.desired(ORDERS).flatMap(Desired::current).orElseThrow().body();
  }

  private static Receipt queued() {
    return new Receipt.Queued(CHANGE);
  }

  private static Draft draft(OperationId id, String body, OptionalLong basis) {
    return new Draft(
        id,
        AGENT,
        new Order.Deploy(),
        ORDERS,
        List.of(new DesiredChange(ORDERS, body)),
        basis,
        "ci");
  }

  private static OperationId id(int number) {
    return new OperationId("%026d".formatted(number));
  }
}
