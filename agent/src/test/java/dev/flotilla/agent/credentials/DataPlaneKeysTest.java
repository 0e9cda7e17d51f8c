// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.nats.jwt.AccountClaims;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.Nkeys;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DataPlaneKeysTest {
  private static final Instant MADE = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant LATER = MADE.plusSeconds(3600);
  private static final Nkeys NKEYS = new Nkeys(new SecureRandom());

  private final DataPlaneKeys keys = DataPlaneKeys.create("orders", true, NKEYS, MADE);

  @Test
  void ownClaimsAreIssuedAnewWithTheSameContent() {
    Jwt application = account("APP");

    Jwt renewed = keys.renewed(application, LATER);

    assertThat(renewed.verified()).isTrue();
    assertThat(renewed.issuedAt()).isEqualTo(LATER);
    assertThat(renewed.subject()).isEqualTo(application.subject());
    assertThat(renewed.body()).isEqualTo(application.body());
  }

  @Test
  void claimsThatAServerMadeUpAreNeverSigned() {
    Jwt foreign = AccountClaims.of(account("APP").subject(), "APP").sign(NKEYS.operator(), LATER);
    Jwt forged = withSignatureOf(account("APP"), keys.renewed(account("APP"), LATER));

    assertThatThrownBy(() -> keys.renewed(foreign, LATER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not signed by this operator");
    assertThatThrownBy(() -> keys.renewed(forged, LATER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Jwt account(String name) {
    return keys.trust().accounts().stream()
        .filter(account -> account.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Jwt withSignatureOf(Jwt signed, Jwt claims) {
    String signature = signed.text().substring(signed.text().lastIndexOf('.'));
    return Jwt.parse(claims.text().substring(0, claims.text().lastIndexOf('.')) + signature);
  }
}
