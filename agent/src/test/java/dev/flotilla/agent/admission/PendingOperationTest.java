// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.admission.PendingOperation.Verdict;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Body;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.Issue;
import dev.flotilla.protocol.operation.Awaited;
import dev.flotilla.protocol.operation.Control;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.signature.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingOperationTest {
  private static final Instant ASKED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant EXPIRES = ASKED.plus(Duration.ofHours(1));
  private static final ResourceKey ORDERS = ResourceKind.NATS_CLUSTER.key("nats", "orders");

  @Test
  void clocksMayBeFiveMinutesApart() {
    OperationRequest request = request(new Order.Deploy(), Control.RUN);

    assertThat(PendingOperation.judge(request, EXPIRES.plus(Duration.ofMinutes(5))))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(PendingOperation.judge(request, EXPIRES.plus(Duration.ofMinutes(6))))
        .isInstanceOf(Verdict.Late.class);
  }

  @Test
  void anOrderOfANewerHubIsRefusedAndNotCarriedOutInPart() {
    Order known = order("{\"type\": \"deploy\", \"servers\": [1]}");
    Order other = order("{\"type\": \"compact\"}");

    assertThat(refusal(request(known, Control.RUN)))
        .isEqualTo("UNKNOWN_ORDER")
        .isEqualTo(refusal(request(other, Control.RUN)));
  }

  @Test
  void aControlOfANewerHubIsRefused() {
    assertThat(refusal(request(new Order.Deploy(), Control.parse("pause"))))
        .isEqualTo("UNKNOWN_CONTROL");
  }

  @Test
  void itAwaitsItsOwnDocumentAndNoLaterOne() {
    PendingOperation operation = pending(request(new Order.Deploy(), Control.RUN));

    assertThat(operation.awaits(new Index.Entry(ORDERS, 7, "digest", false))).isTrue();
    assertThat(operation.awaits(new Index.Entry(ORDERS, 8, "digest", false))).isFalse();
  }

  @Test
  void aBodyThatIsMalformedOrWasNotFetchedHoldsNoRequest() {
    OperationRequest request = request(new Order.Deploy(), Control.RUN);
    byte[] bytes = Json.write(request);
    Document whole = pending(request).document();

    assertThat(PendingOperation.request(whole)).contains(request);
    assertThat(PendingOperation.request(whole.with(Body.whole(new byte[] {'{'})))).isEmpty();
    assertThat(PendingOperation.request(whole.with(new Body(whole.digest(), bytes.length, null))))
        .isEmpty();
  }

  private static String refusal(OperationRequest request) {
    return ((Verdict.Refused) PendingOperation.judge(request, ASKED)).problem().code();
  }

  private static PendingOperation pending(OperationRequest request) {
    Issue issue =
        new Issue(new AgentId("01hzzzzzzzzzzzzzzzzzzzzzzz"), 1, ASKED, EXPIRES, "https://hub");
    ResourceKey key = ResourceKind.NATS_OPERATION.key("nats", request.id().value());
    Document document = new Document(issue, 7, key, Body.whole(Json.write(request)));
    return new PendingOperation(
        document, new Envelope("", new byte[0], List.of()), request, new Verdict.Accepted());
  }

  private static Order order(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), Order.class);
  }

  private static OperationRequest request(Order order, Control control) {
    return new OperationRequest(
        new OperationId("01hzzzzzzzzzzzzzzzzzzzzzzz"),
        order,
        ORDERS,
        List.of(new Awaited(ORDERS, 7)),
        "admin",
        ASKED,
        EXPIRES,
        control);
  }
}
