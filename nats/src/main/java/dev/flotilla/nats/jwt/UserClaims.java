// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user of an account.
 *
 * @param subject user public key
 * @param name what {@code {{name()}}} in a template becomes
 * @param expiresAt when servers cut the connection; null for never
 * @param account public key of the account
 * @param permissions the user's own permissions; empty when the scoped key that signs it carries
 *     them, since servers refuse both together
 */
public record UserClaims(
    String subject,
    String name,
    @Nullable Instant expiresAt,
    String account,
    Optional<UserPermissions> permissions)
    implements Claims {
  /** A user whose permissions come from the scoped key that will sign it. */
  public static UserClaims scoped(
      String subject, String name, @Nullable Instant expiresAt, String account) {
    return new UserClaims(subject, name, expiresAt, account, Optional.empty());
  }

  /** A user with its own permissions that never ends. */
  public static UserClaims of(
      String subject, String name, String account, UserPermissions permissions) {
    return new UserClaims(subject, name, null, account, Optional.of(permissions));
  }

  @Override
  public KeyKind subjectKind() {
    return KeyKind.USER;
  }

  @Override
  public KeyKind issuerKind() {
    return KeyKind.ACCOUNT;
  }

  @Override
  public String type() {
    return "user";
  }

  @Override
  public ObjectNode body(String issuer) {
    ObjectNode body =
        permissions.map(UserPermissions::json).orElseGet(JsonNodeFactory.instance::objectNode);
    // Named together with itself as issuer, the account would have to be among its own signing
    // keys.
    if (!issuer.equals(account)) {
      body.put("issuer_account", account);
    }
    return body;
  }
}
