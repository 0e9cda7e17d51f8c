// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.event.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration GRACE = Duration.ofMinutes(2);
  private static final AgentId AGENT = new AgentId("a".repeat(26));

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final InstantSource source = now::get;
  private final Presence presence =
      new Presence(source.withZone(ZoneOffset.UTC), Duration.ofSeconds(90));

  @Test
  void anAgentIsHeardOutAfterAnUnbrokenRowOfSigns() {
    signs("boot", 0, 30, 60, 90);
    assertThat(heardOut()).isFalse();

    signs("boot", 120);

    assertThat(heardOut()).isTrue();
  }

  @Test
  void whatIsPastCountsOnlyFromTheExpiryOn() {
    signs("boot", -60, 0, 60, 119);

    assertThat(heardOut()).isFalse();
  }

  @Test
  void aSilenceBeginsTheRowAnew() {
    signs("boot", 0, 60, 200, 260, 300);

    assertThat(heardOut()).isFalse();
  }

  @Test
  void aRestartBeginsTheRowAnew() {
    signs("one", 0, 60);
    signs("two", 90, 150);

    assertThat(heardOut()).isFalse();
  }

  @Test
  void whoFellSilentIsNotHeardOut() {
    signs("boot", 0, 60, 120);

    now.set(START.plusSeconds(211));

    assertThat(heardOut()).isFalse();
  }

  /** After a restart of the hub an event often comes before the first heartbeat. */
  @Test
  void anEventIsASignOfLife() {
    presence.heard(AGENT, START.minusSeconds(10));

    assertThat(presence.online(AGENT)).isTrue();
    assertThat(presence.reportedIndex(AGENT)).isZero();

    signs("boot", 20, 80, 120);
    presence.heard(AGENT, START);
    assertThat(heardOut()).isTrue();
    assertThat(presence.last(AGENT).orElseThrow().seenAt()).isEqualTo(START.plusSeconds(120));
  }

  @Test
  void anEventOfLongAgoIsNone() {
    presence.heard(AGENT, START.minusSeconds(91));

    assertThat(presence.online(AGENT)).isFalse();
  }

  @Test
  void aStrangerIsNotHeardOut() {
    assertThat(heardOut()).isFalse();
  }

  private boolean heardOut() {
    return presence.heardOutSince(AGENT, START, GRACE);
  }

  private void signs(String boot, int... seconds) {
    for (int second : seconds) {
      now.set(START.plusSeconds(second));
      presence.seen(new Heartbeat(AGENT, "0.1.0", boot, 1, now.get()));
    }
  }
}
