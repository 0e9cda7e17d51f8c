// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The root of trust of one NATS system.
 *
 * @param subject operator public key
 * @param name name for people
 * @param signingKeys operator public keys that may sign accounts. Have two from the first day:
 *     servers do not reload operator claims, so the first rotation would otherwise cost a restart
 *     of every server.
 * @param systemAccount public key of the system account
 * @param strictSigningKeys whether accounts, and the users of these accounts, must be signed by a
 *     signing key, never by an identity itself
 */
public record OperatorClaims(
    String subject,
    String name,
    List<String> signingKeys,
    String systemAccount,
    boolean strictSigningKeys)
    implements Claims {
  public OperatorClaims {
    signingKeys = List.copyOf(signingKeys);
  }

  /** Operator claims never expire: a server that starts with expired ones rejects every client. */
  @Override
  public @Nullable Instant expiresAt() {
    return null;
  }

  @Override
  public KeyKind subjectKind() {
    return KeyKind.OPERATOR;
  }

  @Override
  public KeyKind issuerKind() {
    return KeyKind.OPERATOR;
  }

  @Override
  public String type() {
    return "operator";
  }

  @Override
  public ObjectNode body(String issuer) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    signingKeys.forEach(body.putArray("signing_keys")::add);
    body.put("system_account", systemAccount);
    if (strictSigningKeys) {
      body.put("strict_signing_key_usage", true);
    }
    return body;
  }
}
