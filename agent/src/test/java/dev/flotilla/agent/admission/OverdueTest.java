// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.Issue;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.OperationType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverdueTest {
  private static final Instant ASKED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant EXPIRES = ASKED.plus(Duration.ofHours(1));
  private static final ResourceKey ORDERS =
      new ResourceKey(ResourceKey.NATS_CLUSTER, "nats", "orders");
  private static final OperationRequest REQUEST =
      new OperationRequest(
          new OperationId("01hzzzzzzzzzzzzzzzzzzzzzzz"),
          OperationType.DEPLOY,
          ORDERS,
          7,
          "admin",
          ASKED,
          EXPIRES,
          false);

  @Test
  void aDocumentWhoseOperationIsOverIsLeftAlone() {
    assertThat(Overdue.documents(index(7), List.of(REQUEST), EXPIRES.plus(Duration.ofMinutes(6))))
        .containsExactly(ORDERS);
  }

  @Test
  void clocksMayBeFiveMinutesApart() {
    assertThat(Overdue.documents(index(7), List.of(REQUEST), EXPIRES.plus(Duration.ofMinutes(5))))
        .isEmpty();
  }

  @Test
  void aLaterDocumentIsNotHeldUpByAnEarlierOperation() {
    assertThat(Overdue.documents(index(8), List.of(REQUEST), EXPIRES.plus(Duration.ofDays(1))))
        .isEmpty();
  }

  private static Index index(long revision) {
    AgentId agent = new AgentId("01hzzzzzzzzzzzzzzzzzzzzzzz");
    Issue issue = new Issue(agent, 1, ASKED, EXPIRES, "https://hub");
    return new Index(issue, revision, List.of(new Index.Entry(ORDERS, revision, "digest", false)));
  }
}
