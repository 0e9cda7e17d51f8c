// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nats.client.support.Encoding;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/**
 * Writes signed claims in the version 2 form: {@code header.payload.signature} with the algorithm
 * {@code ed25519-nkey}.
 */
final class JwtEncoding {
  private static final int CLAIMS_VERSION = 2;
  private static final String HEADER = base64("{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}");

  private JwtEncoding() {}

  static Jwt encode(Claims claims, Nkey issuer, Instant issuedAt) {
    require(claims.subjectKind().isPublicKey(claims.subject()), "subject", claims);
    require(issuer.kind() == claims.issuerKind(), "issuer", claims);
    ObjectNode payload = common(claims, issuer, issuedAt);
    payload.put("jti", identifier(payload));
    ObjectNode body = claims.body(issuer.publicKey());
    body.put("type", claims.type());
    body.put("version", CLAIMS_VERSION);
    payload.set("nats", dropEmpty(body));
    return sign(payload, issuer);
  }

  /** The claims of that payload, issued by that key at that time. */
  static Jwt reissue(ObjectNode payload, Nkey issuer, Instant issuedAt) {
    JsonNode body = payload.remove("nats");
    payload.remove("jti");
    payload.put("iat", issuedAt.getEpochSecond());
    payload.put("iss", issuer.publicKey());
    payload.put("jti", identifier(payload));
    payload.set("nats", body);
    return sign(payload, issuer);
  }

  private static Jwt sign(ObjectNode payload, Nkey issuer) {
    String signed = HEADER + "." + base64(payload.toString());
    return Jwt.parse(signed + "." + base64(issuer.sign(signed.getBytes(UTF_8))));
  }

  private static ObjectNode common(Claims claims, Nkey issuer, Instant issuedAt) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    Instant expiresAt = claims.expiresAt();
    if (expiresAt != null) {
      payload.put("exp", expiresAt.getEpochSecond());
    }
    payload.put("iat", issuedAt.getEpochSecond());
    payload.put("iss", issuer.publicKey());
    payload.put("name", claims.name());
    payload.put("sub", claims.subject());
    return payload;
  }

  /**
   * The digest of the claims before they have an identifier, in unpadded base32, as the Go library
   * makes it.
   */
  private static String identifier(ObjectNode payload) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-512/256").digest(payload.toString().getBytes(UTF_8));
      return new String(Encoding.base32Encode(digest));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java lacks SHA-512/256", missing);
    }
  }

  /** Empty lists and objects at the top are left out, as omitempty does in Go. */
  private static ObjectNode dropEmpty(ObjectNode body) {
    body.properties()
        .removeIf(entry -> entry.getValue().isContainerNode() && entry.getValue().isEmpty());
    return body;
  }

  private static void require(boolean holds, String role, Claims claims) {
    if (!holds) {
      throw new IllegalArgumentException(
          "the " + role + " of " + claims.type() + " claims is a key of the wrong kind");
    }
  }

  private static String base64(String text) {
    return base64(text.getBytes(UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
