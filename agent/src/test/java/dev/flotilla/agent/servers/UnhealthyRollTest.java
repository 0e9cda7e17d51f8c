// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.servers.HealthVerdict.Permit;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnhealthyRollTest {
  private static final long MEBIBYTE = 1 << 20;
  private static final Remedies SAME = new Remedies(100 * MEBIBYTE, false);
  private static final Remedies LARGER = new Remedies(200 * MEBIBYTE, false);
  private static final Remedies WAIVED = new Remedies(100 * MEBIBYTE, true);

  @ParameterizedTest
  @ValueSource(strings = {"ASSET_UNHEALTHY", "STREAM_UNSERVED", "REPLICA_BEHIND"})
  void aStreamThatIsDamagedOrBehindHoldsEveryRoll(String code) {
    assertThat(roll(code, "---", WAIVED).permit()).isEmpty();
    assertThat(roll(code, "aaa", SAME).permit()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ASSET_UNHEALTHY", "REPLICA_BEHIND"})
  void streamsThatDoNotFitRecoverWithALargerStore(String code) {
    assertThat(roll(code, "aaa", LARGER).permit()).isPresent();
    assertThat(roll(code, "a-a", LARGER).permit()).as("costs the meta group").isEmpty();
    assertThat(roll("STREAM_UNSERVED", "aaa", LARGER).permit()).isEmpty();
  }

  @Test
  void aServerThatHasTurnedJetStreamOffIsNotRestarted() {
    assertThat(roll("JETSTREAM_DIFFERS", "aa-", WAIVED).permit()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNEXPECTED_SERVER", "VERSION_DIFFERS", "CONFIGURATION_DIFFERS"})
  void serversThatAreNotWhatTheyShouldBeHoldEveryRoll(String code) {
    assertThat(roll(code, "---", WAIVED).permit()).isEmpty();
  }

  @Test
  void aFullStoreIsHealedByALargerOneAlone() {
    assertThat(roll("STORE_FULL", "aaa", LARGER).permit())
        .map(Permit::because)
        .contains("its file store grows from 100 to 200 MiB");
    assertThat(roll("STORE_FULL", "aaa", SAME).permit()).isEmpty();
    assertThat(roll("PROBE_FAILED", "aaa", LARGER).permit()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NO_META_LEADER, aaa, false",
    "SERVERS_MISSING, aa-, true",
    "SERVERS_MISSING, -aa, false",
    "SERVERS_MISSING, a--, true",
    "UNREACHABLE, ???, false",
    "NO_META_LEADER, ---, true",
    "JETSTREAM_DIFFERS, a-a, false"
  })
  void serverTwoGoesOnlyWhereNoQuorumIsLostByIt(String code, String quorum, boolean goes) {
    assertThat(roll(code, quorum, SAME).permit().isPresent()).isEqualTo(goes);
  }

  @Test
  void aWaiverAcceptsAnInterruptionOfWhatLasts() {
    assertThat(roll("ROOTS_EXCHANGED", "???", SAME).permit()).isEmpty();
    assertThat(roll("ROOTS_EXCHANGED", "???", WAIVED).permit())
        .map(Permit::cost)
        .hasValueSatisfying(cost -> assertThat(cost).contains("may interrupt all streams"));
  }

  @Test
  void whatIsTakenFromNothingIsPreferredToAWaiver() {
    Optional<Permit> permit = roll("SERVERS_MISSING", "aa-", WAIVED).permit();

    assertThat(permit).map(Permit::because).contains("the others have a majority without it");
  }

  private static UnhealthyRoll roll(String code, String quorum, Remedies remedies) {
    return new UnhealthyRoll(
        2,
        new Trouble(code, "not well"),
        QuorumTest.of(quorum),
        OptionalLong.of(100 * MEBIBYTE),
        remedies);
  }
}
