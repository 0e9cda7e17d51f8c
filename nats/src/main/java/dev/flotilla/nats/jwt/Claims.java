// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a NATS JWT before it is signed. Schema: github.com/nats-io/jwt/v2, version 2
 * claims.
 */
public sealed interface Claims permits OperatorClaims, AccountClaims, UserClaims {
  /** Public key of the subject. */
  String subject();

  /** Name for people; templates also read it as {@code {{name()}}}. */
  String name();

  /** When they end, to the second; null for never. */
  @Nullable Instant expiresAt();

  /** The kind of key that {@link #subject} must be. */
  KeyKind subjectKind();

  /** The kind of key that may sign them. */
  KeyKind issuerKind();

  /** The {@code type} in the body, such as {@code account}. */
  String type();

  /**
   * The object under {@code nats}, without its type and version.
   *
   * @param issuer public key of the signer
   */
  ObjectNode body(String issuer);

  /**
   * Signs the claims.
   *
   * @param issuer key of the kind {@link #issuerKind}
   * @param issuedAt cut to the second; servers order claims by it
   * @throws IllegalArgumentException when subject or issuer is a key of the wrong kind
   */
  default Jwt sign(Nkey issuer, Instant issuedAt) {
    return JwtEncoding.encode(this, issuer, issuedAt);
  }
}
