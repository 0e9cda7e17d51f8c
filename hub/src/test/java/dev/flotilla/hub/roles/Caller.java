// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.roles;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.protocol.trust.JoinToken;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One sort of caller.
 *
 * @param name in the report of the test
 * @param client calls as this caller
 * @param standing what the hub must take it for
 */
record Caller(String name, ApiClient client, Standing standing) {

  /** What the hub knows of a caller. */
  sealed interface Standing {
    /** Shows no token. */
    record Anonymous() implements Standing {}

    /** Shows one that is not good. */
    record Stranger() implements Standing {}

    /** Shows a good one. */
    record Known(String name, Role role) implements Standing {}
  }

  /** Every sort of caller that there is. */
  static List<Caller> all(Fleet fleet) {
    return List.of(
        new Caller("no token", fleet.admin().as(""), new Standing.Anonymous()),
        new Caller("another scheme", basic(fleet), new Standing.Anonymous()),
        stranger(fleet, "no sort of token", "nonsense"),
        stranger(fleet, "an unknown token", withGuessedSecret("0000000000")),
        stranger(fleet, "a wrong secret", withGuessedSecret(made(fleet, Map.of()).id())),
        stranger(fleet, "a join token", joinTokenAsApiToken(fleet)),
        stranger(fleet, "an expired token", made(fleet, Map.of("expiresIn", "PT0.001S")).token()),
        stranger(fleet, "a revoked token", revoked(fleet)),
        known(fleet, Role.VIEWER),
        known(fleet, Role.OPERATOR),
        known(fleet, Role.ADMIN));
  }

  private record Made(String id, String token) {}

  private static Caller stranger(Fleet fleet, String name, String token) {
    return new Caller(name, fleet.admin().as(token), new Standing.Stranger());
  }

  private static Caller known(Fleet fleet, Role role) {
    return new Caller(role.text(), fleet.as(role.text()), new Standing.Known(role.text(), role));
  }

  private static ApiClient basic(Fleet fleet) {
    byte[] words = "admin:admin".getBytes(StandardCharsets.UTF_8);
    return fleet.admin().authorizedBy("Basic " + Base64.getEncoder().encodeToString(words));
  }

  private static String withGuessedSecret(String id) {
    return "fla_" + id + "_" + "a".repeat(43);
  }

  private static String joinTokenAsApiToken(Fleet fleet) {
    JoinToken join = JoinToken.parse(fleet.joinToken("PT1H"));
    return "fla_" + join.id() + "_" + join.secret();
  }

  private static String revoked(Fleet fleet) {
    Made made = made(fleet, Map.of());
    int ignored = fleet.admin().delete("/api/v1/tokens/" + made.id()).status();
    return made.token();
  }

  private static Made made(Fleet fleet, Map<String, String> more) {
    Map<String, String> order =
        new HashMap<>(Map.of("kind", "api", "name", "other", "role", "admin"));
    order.putAll(more);
    ApiClient.Reply reply = fleet.admin().post("/api/v1/tokens", order);
    return new Made(reply.body().path("id").asText(), reply.body().path("token").asText());
  }
}
