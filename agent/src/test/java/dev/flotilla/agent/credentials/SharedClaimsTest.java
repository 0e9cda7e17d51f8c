// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.nats.cluster.trust.TrustKeys;
import dev.flotilla.nats.cluster.trust.TrustMember;
import dev.flotilla.nats.configuration.OperatorTrust;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.Nkeys;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SharedClaimsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Nkeys NKEYS = new Nkeys(new SecureRandom());

  private final DataPlaneKeys home = DataPlaneKeys.create("orders", true, NKEYS, NOW);
  private final JoinedKeys west = JoinedKeys.create(NKEYS);
  private final JoinedKeys north = JoinedKeys.create(NKEYS);

  @Test
  void newClaimsAreNewerThanAllBeforeEvenIfTheClockIsNot() {
    SharedClaims first = sign(Optional.empty(), west);
    SharedClaims second = sign(Optional.of(first), west, north);

    assertThat(times(first)).containsOnly(NOW.plusSeconds(1));
    assertThat(times(second)).containsOnly(NOW.plusSeconds(2));
  }

  @Test
  void equalMembersNeedNoOtherClaims() {
    SharedClaims claims = sign(Optional.empty(), west);

    assertThat(claims.areFor(List.of(member(west)))).isTrue();
    assertThat(claims.areFor(List.of(member(west), member(north)))).isFalse();
    assertThat(claims.areFor(List.of())).isFalse();
    assertThat(sign(Optional.of(claims)).areFor(List.of())).isTrue();
  }

  @Test
  void aMemberThatLeavesIsKnownByItsKeys() {
    SharedClaims claims = sign(Optional.empty(), west, north);
    TrustKeys gone = north.publicKeys();

    assertThat(claims.without(List.of(member(west), member(north)))).isEmpty();
    assertThat(claims.without(List.of(member(west))))
        .containsExactlyInAnyOrder(gone.system(), gone.probe(), gone.application());
  }

  @Test
  void theSecretKeepsThemBesideTheKeysAndTheConfigurationStays() {
    SharedClaims claims = sign(Optional.empty(), west);
    Map<String, String> data = new TreeMap<>(home.secretData());
    assertThat(SharedClaims.parse(home, data)).isEmpty();

    data.putAll(claims.secretData());

    assertThat(SharedClaims.parse(DataPlaneKeys.parse(data), data)).contains(claims);
    assertThat(DataPlaneKeys.parse(data).trust()).isEqualTo(home.trust());
  }

  @Test
  void aGuestKnowsItselfInTheClaims() {
    SharedClaims claims = sign(Optional.empty(), west);

    assertThat(west.refusedBy(claims.published())).isEmpty();
    assertThat(north.refusedBy(claims.published())).containsExactly("SYS", "FLOTILLA_PROBE", "APP");
  }

  @Test
  void aGuestKeepsKeysAndClaimsAndNoOperatorsKey() {
    JoinedKeys joined = west.with(sign(Optional.empty(), west).published());

    assertThat(JoinedKeys.areIn(joined.secretData())).isTrue();
    assertThat(JoinedKeys.areIn(home.secretData())).isFalse();
    assertThat(JoinedKeys.parse(joined.secretData())).isEqualTo(joined);
    assertThat(JoinedKeys.parse(west.secretData())).isEqualTo(west);
    assertThat(joined.secretData()).doesNotContainKey("operator.seed");
    OperatorTrust trust = joined.trust();
    assertThat(trust.operator()).isEqualTo(home.trust().operator());
    assertThat(trust.systemAccount()).isEqualTo(home.trust().systemAccount());
    assertThatThrownBy(() -> joined.renewed(trust.accounts().getFirst(), NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private SharedClaims sign(Optional<SharedClaims> earlier, JoinedKeys... members) {
    List<TrustMember> list = List.of(members).stream().map(SharedClaimsTest::member).toList();
    return SharedClaims.sign(home, list, earlier, NOW);
  }

  private static List<Instant> times(SharedClaims claims) {
    return claims.accounts().values().stream().map(Jwt::issuedAt).toList();
  }

  private static TrustMember member(JoinedKeys keys) {
    TrustKeys shown = keys.publicKeys();
    return new TrustMember("guest", shown.system(), shown.probe(), shown.application());
  }
}
