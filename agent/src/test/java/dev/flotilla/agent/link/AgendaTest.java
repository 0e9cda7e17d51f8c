// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgendaTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Validity WEEK = new Validity(NOW, NOW.plus(Duration.ofDays(7)));

  private final long seed = Long.getLong("flotilla.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Agenda agenda = new Agenda(NOW, WEEK, random);

  @Test
  void aFreshLinkSaysThatItLivesAndReadsEverythingAtOnce() {
    assertThat(agenda.heartbeatDue(NOW)).isTrue();
    assertThat(agenda.inboxDue(NOW)).isTrue();
    assertThat(agenda.thorough(NOW)).isTrue();
    assertThat(agenda.renewalDue(NOW)).isFalse();
  }

  @Test
  void heartbeatsComeEveryHalfMinuteOrSo() {
    agenda.heartbeatSent(NOW);

    assertThat(agenda.heartbeatDue(NOW.plusSeconds(23))).as("seed %s", seed).isFalse();
    assertThat(agenda.heartbeatDue(NOW.plusSeconds(36))).as("seed %s", seed).isTrue();
  }

  @Test
  void theInboxIsReadAgainThoroughlyEveryTenMinutesOrSo() {
    agenda.inboxRead(NOW);

    assertThat(agenda.inboxDue(NOW.plus(Duration.ofMinutes(4)))).as("seed %s", seed).isFalse();
    assertThat(agenda.inboxDue(NOW.plus(Duration.ofMinutes(15)))).as("seed %s", seed).isTrue();
    assertThat(agenda.thorough(NOW.plus(Duration.ofMinutes(15)))).as("seed %s", seed).isTrue();
  }

  @Test
  void aChangeIsReadAtOnceWithoutPuttingTheThoroughReadingOff() {
    agenda.inboxRead(NOW);
    Instant soon = NOW.plusSeconds(60);
    agenda.readInbox(soon);

    assertThat(agenda.inboxDue(soon)).isTrue();
    assertThat(agenda.thorough(soon)).isFalse();
    agenda.inboxRead(soon);
    assertThat(agenda.inboxDue(NOW.plus(Duration.ofMinutes(15)))).as("seed %s", seed).isTrue();
  }

  @Test
  void aReadingThatFailedIsTriedAgainSoonAndJustAsThoroughly() {
    agenda.inboxFailed(NOW);

    assertThat(agenda.inboxDue(NOW.plusSeconds(4))).isFalse();
    assertThat(agenda.inboxDue(NOW.plusSeconds(5))).isTrue();
    assertThat(agenda.thorough(NOW.plusSeconds(5))).isTrue();
  }

  @Test
  void aRenewalThatFailedIsTriedAgainWithinAMinute() {
    Instant end = WEEK.end();
    agenda.renewalFailed(end);

    assertThat(agenda.renewalDue(end)).isFalse();
    assertThat(agenda.renewalDue(end.plusSeconds(45))).as("seed %s", seed).isTrue();
  }

  @Test
  void itNeverWaitsLongerThanItTakesToSeeThatTheLinkIsDead() {
    agenda.heartbeatSent(NOW);
    agenda.inboxRead(NOW);

    assertThat(agenda.wait(NOW)).isEqualTo(Duration.ofSeconds(5));
    assertThat(agenda.wait(NOW.plus(Duration.ofDays(1)))).isEqualTo(Duration.ofMillis(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void credentialsAreRenewedWithAFourthToAFifthOfTheirLifeLeft(long each) {
    Instant renewal = WEEK.renewal(new Random(each));

    Duration left = Duration.between(renewal, WEEK.end());
    assertThat(left).isBetween(Duration.ofDays(7).dividedBy(5), Duration.ofDays(7).dividedBy(4));
  }

  @Test
  void credentialsAreOverFromTheirEndOn() {
    assertThat(WEEK.over(WEEK.end().minusMillis(1))).isFalse();
    assertThat(WEEK.over(WEEK.end())).isTrue();
  }
}
