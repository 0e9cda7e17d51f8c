// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user connects with: its claims and its private key. The text is the {@code .creds} file of
 * the NATS tools.
 *
 * @param jwt signed user claims
 * @param user private key of their subject
 */
public record Credentials(Jwt jwt, Nkey user) implements Login {
  private static final Pattern BLOCK =
      Pattern.compile("-{3,}BEGIN [A-Z ]+-{3,}\\s+([A-Za-z0-9._=-]+)\\s+-{3,}END [A-Z ]+-{3,}");

  public Credentials {
    if (!jwt.subject().equals(user.publicKey())) {
      throw new IllegalArgumentException("the key is not the subject of the claims");
    }
  }

  /**
   * Reads the text of a {@code .creds} file.
   *
   * @throws IllegalArgumentException when it lacks claims or seed, or they do not belong together;
   *     the message contains neither
   */
  public static Credentials parse(String text) {
    Matcher blocks = BLOCK.matcher(text);
    if (!blocks.find()) {
      throw new IllegalArgumentException("credentials without claims");
    }
    Jwt jwt = Jwt.parse(blocks.group(1));
    if (!blocks.find()) {
      throw new IllegalArgumentException("credentials without a seed");
    }
    return new Credentials(jwt, Nkey.fromSeed(blocks.group(1)));
  }

  /** Public key of the account: named only where it has not signed the user itself. */
  public String account() {
    return jwt.body().path("issuer_account").asText(jwt.issuer());
  }

  @Override
  public String text() {
    return """
        -----BEGIN NATS USER JWT-----
        %s
        ------END NATS USER JWT------

        -----BEGIN USER NKEY SEED-----
        %s
        ------END USER NKEY SEED------
        """
        .formatted(jwt.text(), user.seed());
  }

  /** The user's public key; never the seed. */
  @Override
  public String toString() {
    return "Credentials[" + user.publicKey() + "]";
  }
}
