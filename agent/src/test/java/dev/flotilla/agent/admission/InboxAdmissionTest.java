// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.admission.Watermark;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.Issue;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InboxAdmissionTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ResourceKey ORDERS = key("orders");
  private static final ResourceKey BILLING = key("billing");

  @Test
  void theFirstIndexSetsTheEpoch() {
    Watermark entered = InboxAdmission.entered(index(3, ORDERS), Watermark.NONE);

    assertThat(entered).isEqualTo(new Watermark(3, 0, entered.seen()));
  }

  @Test
  void theSameEpochForgetsNothing() {
    Watermark before = new Watermark(3, 8, Watermark.NONE.admit(ORDERS, 5, "digest").seen());

    assertThat(InboxAdmission.entered(index(3, ORDERS), before)).isEqualTo(before);
  }

  @Test
  void aNewEpochBeginsAgain() {
    Watermark before = new Watermark(3, 8, Watermark.NONE.admit(ORDERS, 5, "digest").seen());

    Watermark entered = InboxAdmission.entered(index(4, ORDERS), before);

    assertThat(entered.epoch()).isEqualTo(4);
    assertThat(entered.of(ORDERS)).isNull();
  }

  @Test
  void keysThatTheIndexNoLongerNamesAreDropped() {
    Watermark before =
        new Watermark(3, 8, Watermark.NONE.admit(ORDERS, 5, "a").admit(BILLING, 6, "b").seen());

    Watermark kept = InboxAdmission.only(index(3, ORDERS), before);

    assertThat(kept.of(ORDERS)).isEqualTo(new Watermark.Seen(5, "a"));
    assertThat(kept.of(BILLING)).isNull();
    assertThat(kept.indexRevision()).isEqualTo(8);
  }

  @Test
  void aTombstoneIsRememberedForAsLongAsItIsNamed() {
    Watermark before = new Watermark(3, 8, Watermark.NONE.admit(ORDERS, 5, "").seen());

    assertThat(InboxAdmission.only(index(3, ORDERS), before).of(ORDERS))
        .isEqualTo(new Watermark.Seen(5, ""));
  }

  @Test
  void whatWasCarriedOutIsRememberedUntilTheNextRevision() {
    Watermark done = Watermark.NONE.admit(ORDERS, 5, "a").carriedOut(ORDERS);

    assertThat(InboxAdmission.only(index(3, ORDERS), done).of(ORDERS))
        .isEqualTo(new Watermark.Seen(5, "a", true));
    assertThat(done.admit(ORDERS, 6, "b").of(ORDERS)).isEqualTo(new Watermark.Seen(6, "b"));
    assertThat(done.carriedOut(BILLING)).isEqualTo(done);
  }

  private static Index index(long epoch, ResourceKey... keys) {
    AgentId agent = new AgentId("01hzzzzzzzzzzzzzzzzzzzzzzz");
    Issue issue = new Issue(agent, epoch, NOW, NOW.plus(Duration.ofHours(1)), "https://hub");
    List<Index.Entry> entries =
        Stream.of(keys).map(key -> new Index.Entry(key, 9, "digest", false)).toList();
    return new Index(issue, 9, entries);
  }

  private static ResourceKey key(String name) {
    return ResourceKind.NATS_CLUSTER.key("nats", name);
  }
}
