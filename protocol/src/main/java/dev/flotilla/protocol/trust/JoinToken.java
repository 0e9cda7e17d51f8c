// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.trust;

import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.signature.VerifyingKey;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Base64;
import java.util.List;

/**
 * What an administrator passes to a new agent: the hub's address, how to verify it, and a secret
 * that works once. The hub keeps only the SHA-256 of the secret.
 *
 * @param url the hub's REST address, {@code https://host:port}
 * @param caPin {@code sha256:<hex>} of the SubjectPublicKeyInfo of the hub's certificate authority
 * @param roots the offline roots to pin
 * @param id names the token in listings and audit rows
 * @param secret base64url of 32 random bytes
 */
public record JoinToken(URI url, String caPin, List<VerifyingKey> roots, String id, String secret) {

  private static final String PREFIX = "flt1.";

  public JoinToken {
    roots = List.copyOf(roots);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if the text is not a join token; the message never contains
   *     the text
   */
  public static JoinToken parse(String text) {
    String trimmed = text.strip();
    if (!trimmed.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "not a Flotilla join token: it begins with '" + PREFIX + "'");
    }
    try {
      byte[] json = Base64.getUrlDecoder().decode(trimmed.substring(PREFIX.length()));
      return Json.read(json, JoinToken.class);
    } catch (IllegalArgumentException | UncheckedIOException _) {
      throw new IllegalArgumentException("invalid Flotilla join token; it may be truncated");
    }
  }

  /** Returns {@code flt1.} and base64url of the JSON form. */
  public String text() {
    byte[] json = Json.write(this);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  @Override
  public String toString() {
    return "JoinToken[" + id + " for " + url + "]";
  }
}
