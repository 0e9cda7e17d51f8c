// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenOrderTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void aJoinTokenLivesForAnHourUnlessSaidOtherwise() {
    assertThat(order("{'kind':'join','name':'east'}").life()).isEqualTo(Duration.ofHours(1));
    assertThat(order("{'kind':'join','name':'east','expiresIn':'PT5M'}").life())
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(order("{'kind':'api','name':'ci','role':'operator'}").life()).isNull();
  }

  @Test
  void everyWrongFieldIsNamedAtOnce() {
    assertThat(fields("{'kind':'root','name':'','expiresIn':'soon','colour':'red'}"))
        .containsExactlyInAnyOrder("colour", "kind", "name", "expiresIn");
    assertThat(fields("{'kind':'join','name':null}")).containsExactly("name");
    assertThat(fields("{'kind':'api','name':'ci'}")).containsExactly("role");
    assertThat(fields("{'kind':'join','name':'x','role':'admin'}")).containsExactly("role");
    assertThat(fields("{'kind':'join','name':'x','expiresIn':'PT0S'}"))
        .containsExactly("expiresIn");
  }

  @Test
  void onlyTheDigestOfTheSecretIsKept() {
    TokenSecret secret = TokenSecret.create(new SecureRandom());

    StoredToken stored =
        order("{'kind':'api','name':'ci','role':'viewer'}").stored(secret, "admin", NOW);

    assertThat(new String(Json.write(stored), StandardCharsets.UTF_8))
        .doesNotContain(secret.secret());
    assertThat(secret.matches(stored)).isTrue();
    assertThat(new TokenSecret(secret.id(), "x".repeat(43)).matches(stored)).isFalse();
    assertThat(TokenSecret.parseApi(secret.apiText())).contains(secret);
    assertThat(TokenSecret.parseApi("flt1.abc")).isEmpty();
    assertThat(secret.toString()).doesNotContain(secret.secret());
  }

  @Test
  void rolesIncludeThoseBelow() {
    assertThat(Role.ADMIN.names()).containsExactlyInAnyOrder("viewer", "operator", "admin");
    assertThat(Role.VIEWER.includes(Role.OPERATOR)).isFalse();
  }

  private static TokenOrder order(String body) {
    return ((Answer.Given<TokenOrder>) TokenOrder.parse(json(body))).value();
  }

  private static List<String> fields(String body) {
    Rejection rejection = ((Answer.Rejected<TokenOrder>) TokenOrder.parse(json(body))).rejection();
    return rejection.errors().stream().map(Rejection.FieldError::field).toList();
  }

  private static ObjectNode json(String body) {
    return Json.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), ObjectNode.class);
  }
}
