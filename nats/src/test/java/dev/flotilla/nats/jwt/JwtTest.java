// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JwtTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Nkeys KEYS = new Nkeys(new SecureRandom());

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void keySurvivesItsSeed(KeyKind kind) {
    Nkey key = KEYS.create(kind);

    Nkey again = Nkey.fromSeed(key.seed());

    assertThat(again).isEqualTo(key);
    assertThat(again.kind()).isEqualTo(kind);
    assertThat(kind.isPublicKey(key.publicKey())).isTrue();
    assertThat(key).hasToString(key.publicKey());
    byte[] data = {1, 2, 3};
    assertThat(PublicKey.verify(key.publicKey(), data, again.sign(data))).isTrue();
    assertThat(PublicKey.verify(key.publicKey(), new byte[] {1}, again.sign(data))).isFalse();
  }

  @Test
  void publicKeysOfOtherKindsAndDamagedOnesAreTold() {
    String account = KEYS.account().publicKey();
    assertThat(KeyKind.USER.isPublicKey(account)).isFalse();
    assertThat(KeyKind.ACCOUNT.isPublicKey(account.substring(1))).isFalse();
    assertThat(KeyKind.ACCOUNT.isPublicKey("")).isFalse();
    assertThatThrownBy(() -> Nkey.fromSeed("SUnothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("nothing");
  }

  @Test
  void accountClaimsFollowTheSchema() {
    Nkey operator = KEYS.operator();
    Nkey account = KEYS.account();
    Nkey plain = KEYS.account();
    Nkey scoped = KEYS.account();
    UserPermissions template =
        UserPermissions.of(
            Permission.only("evt.{{name()}}.>"), Permission.only("_INBOX_{{name()}}.>"));
    AccountClaims claims =
        AccountClaims.of(account.publicKey(), "AGENTS")
            .withExports(List.of(Export.stream("hb.*", "heartbeats")))
            .withImports(List.of(Import.service(KEYS.account().publicKey(), "svc.*.*", "service")))
            .withSigningKeys(
                List.of(
                    new AccountSigningKey.Plain(plain.publicKey()),
                    new AccountSigningKey.Scoped(scoped.publicKey(), "agent", template)))
            .withRevocations(Map.of("*", NOW));

    Jwt jwt = claims.sign(operator, NOW);

    assertThat(jwt.verified()).isTrue();
    assertThat(jwt.issuer()).isEqualTo(operator.publicKey());
    assertThat(jwt.issuedAt()).isEqualTo(NOW);
    assertThat(jwt.expiresAt()).isEmpty();
    assertThat(jwt.body().path("type").asText()).isEqualTo("account");
    assertThat(jwt.body().path("version").asInt()).isEqualTo(2);
    assertThat(jwt.body().path("limits").path("conn").asInt()).isEqualTo(-1);
    assertThat(jwt.body().path("limits").path("disk_storage").asInt(-7)).isZero();
    assertThat(jwt.body().path("signing_keys")).hasSize(2);
    assertThat(jwt.body().path("revocations").path("*").asLong()).isEqualTo(NOW.getEpochSecond());
  }

  @Test
  void equalClaimsAreEqualText() {
    Nkey operator = KEYS.operator();
    AccountClaims claims = AccountClaims.of(KEYS.account().publicKey(), "APP");
    assertThat(claims.sign(operator, NOW)).isEqualTo(claims.sign(operator, NOW));
  }

  @Test
  void keysOfTheWrongKindDoNotSign() {
    AccountClaims claims = AccountClaims.of(KEYS.account().publicKey(), "APP");
    assertThatThrownBy(() -> claims.sign(KEYS.account(), NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void changedClaimsAreNotVerified() {
    String text =
        AccountClaims.of(KEYS.account().publicKey(), "APP").sign(KEYS.operator(), NOW).text();
    String other =
        AccountClaims.of(KEYS.account().publicKey(), "APP").sign(KEYS.operator(), NOW).text();
    String mixed =
        text.substring(0, text.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
    assertThat(Jwt.parse(mixed).verified()).isFalse();
  }

  @Test
  void credentialsSurviveTheirText() {
    Nkey account = KEYS.account();
    Nkey user = KEYS.user();
    Jwt jwt =
        UserClaims.scoped(user.publicKey(), "agent-1", NOW.plusSeconds(60), account.publicKey())
            .sign(KEYS.account(), NOW);

    Credentials credentials = Credentials.parse(new Credentials(jwt, user).text());

    assertThat(credentials).isEqualTo(new Credentials(jwt, user));
    assertThat(credentials.jwt().expiresAt()).contains(NOW.plusSeconds(60));
    assertThat(credentials.toString()).doesNotContain(user.seed());
    assertThatThrownBy(() -> Credentials.parse(jwt.text()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Credentials(jwt, KEYS.user()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
