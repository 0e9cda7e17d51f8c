// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.access;

import dev.flotilla.protocol.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token while it is in the clear.
 *
 * @param id names it
 * @param secret base64url of 256 random bits
 */
public record TokenSecret(String id, String secret) {
  private static final Pattern API_TOKEN =
      Pattern.compile("fla_([a-z0-9]{10})_([A-Za-z0-9_-]{43})");
  private static final int ID_BYTES = 5;
  private static final int SECRET_BYTES = 32;

  /** A new token. */
  public static TokenSecret create(SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(id);
    random.nextBytes(secret);
    return new TokenSecret(
        HexFormat.of().formatHex(id),
        Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** Reads the text form of an API token; empty when it is something else. */
  public static Optional<TokenSecret> parseApi(String text) {
    Matcher parts = API_TOKEN.matcher(text);
    return parts.matches()
        ? Optional.of(new TokenSecret(parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  /** The text form of an API token. */
  public String apiText() {
    return "fla_" + id + "_" + secret;
  }

  /** What the hub keeps of the secret. */
  public String digest() {
    return Digest.of(secret.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether this is the token that was stored; compared in constant time. */
  public boolean matches(StoredToken stored) {
    return id.equals(stored.id())
        && MessageDigest.isEqual(
            digest().getBytes(StandardCharsets.US_ASCII),
            stored.secretDigest().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "TokenSecret[" + id + "]";
  }
}
