// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Signed claims.
 *
 * @param text the three parts as they travel
 * @param issuer public key that signed them; not yet checked, see {@link #verified}
 * @param subject public key of the subject
 * @param name name for people; may be empty
 * @param issuedAt to the second
 * @param expiresAt empty for never
 * @param body the object under {@code nats}
 */
public record Jwt(
    String text,
    String issuer,
    String subject,
    String name,
    Instant issuedAt,
    Optional<Instant> expiresAt,
    JsonNode body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Reads claims of any kind without judging the signature.
   *
   * @throws IllegalArgumentException when the text is not a JWT with a subject and an issuer
   */
  public static Jwt parse(String text) {
    String[] parts = text.strip().split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a JWT: it has no three parts");
    }
    JsonNode payload = payload(parts[1]);
    if (!payload.path("sub").isTextual() || !payload.path("iss").isTextual()) {
      throw new IllegalArgumentException("not a JWT: no subject or issuer");
    }
    JsonNode expiry = payload.path("exp");
    return new Jwt(
        text.strip(),
        payload.path("iss").textValue(),
        payload.path("sub").textValue(),
        payload.path("name").asText(""),
        Instant.ofEpochSecond(payload.path("iat").asLong()),
        expiry.asLong() == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochSecond(expiry.asLong())),
        payload.path("nats"));
  }

  /**
   * Whether the signature is the issuer's. Whether the issuer is trusted is the caller's question.
   */
  public boolean verified() {
    int end = text.lastIndexOf('.');
    try {
      byte[] signature = Base64.getUrlDecoder().decode(text.substring(end + 1));
      return PublicKey.verify(issuer, text.substring(0, end).getBytes(UTF_8), signature);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /**
   * The same claims, issued again.
   *
   * @param signer a key that may issue such claims
   * @param at from when on; to the second
   */
  public Jwt reissued(Nkey signer, Instant at) {
    return JwtEncoding.reissue(payload(text.split("\\.", -1)[1]), signer, at);
  }

  /** Public keys that sign in place of the subject, scoped ones included. */
  public Set<String> signingKeys() {
    Set<String> keys = new TreeSet<>();
    body.path("signing_keys")
        .forEach(key -> keys.add(key.isObject() ? key.path("key").asText() : key.asText()));
    return keys;
  }

  /** The text itself, since a JWT is what travels. */
  @Override
  public String toString() {
    return text;
  }

  private static ObjectNode payload(String part) {
    try {
      return JSON.readValue(Base64.getUrlDecoder().decode(part), ObjectNode.class);
    } catch (IllegalArgumentException | IOException malformed) {
      throw new IllegalArgumentException("not a JWT: its payload is unreadable", malformed);
    }
  }
}
