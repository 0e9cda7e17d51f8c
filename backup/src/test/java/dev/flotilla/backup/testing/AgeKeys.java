// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import dev.flotilla.backup.encryption.Identities;
import dev.flotilla.backup.encryption.ParsedRecipients;
import dev.flotilla.backup.encryption.Recipients;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * A new pair of age keys.
 *
 * @param recipient {@code age1…}
 * @param identity {@code AGE-SECRET-KEY-1…}
 */
public record AgeKeys(String recipient, String identity) {
  /** Makes a pair. */
  public static AgeKeys create() {
    try {
      KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
      return new AgeKeys(
          new String(pair.getPublic().getEncoded(), US_ASCII),
          new String(pair.getPrivate().getEncoded(), US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** These recipients, which are right. */
  public static Recipients recipients(String... texts) {
    return ((ParsedRecipients.Accepted) Recipients.parse(List.of(texts))).recipients();
  }

  /** The public half, parsed. */
  public Recipients recipients() {
    return recipients(recipient);
  }

  /** The private half, parsed. */
  public Identities identities() {
    return Identities.read(identity);
  }
}
