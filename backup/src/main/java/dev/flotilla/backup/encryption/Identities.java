// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.encryption;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Private keys that decrypt. They are never shown. */
public final class Identities {
  private static final String PREFIX = "AGE-SECRET-KEY-1";
  private static final int LENGTH = 74;

  private final List<RecipientStanzaReader> readers;

  private Identities(List<RecipientStanzaReader> readers) {
    this.readers = List.copyOf(readers);
  }

  /**
   * Reads an identity file as {@code age-keygen} writes it: a key on each line, and comments.
   *
   * @throws IllegalArgumentException with a sentence that names the line and no key
   */
  public static Identities read(String text) {
    List<RecipientStanzaReader> readers = new ArrayList<>();
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String line = raw.strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        readers.add(reader(line, number));
      }
    }
    if (readers.isEmpty()) {
      throw new IllegalArgumentException("no identity: expected a line 'AGE-SECRET-KEY-1...'");
    }
    return new Identities(readers);
  }

  List<RecipientStanzaReader> readers() {
    return readers;
  }

  @Override
  public String toString() {
    return "age identities: " + readers.size();
  }

  private static RecipientStanzaReader reader(String line, int number) {
    String upper = line.toUpperCase(Locale.ROOT);
    if (!upper.startsWith(PREFIX) || line.length() != LENGTH) {
      throw new IllegalArgumentException("line %d: %s".formatted(number, refusal(line, upper)));
    }
    try {
      return X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(line);
    } catch (GeneralSecurityException | IllegalArgumentException mistyped) {
      // Not kept as cause: its message may repeat a part of the key.
      throw new IllegalArgumentException(
          "line %d: the checksum of the identity is wrong: a character is missing or mistyped"
              .formatted(number));
    }
  }

  private static String refusal(String line, String upper) {
    if (upper.startsWith("AGE-SECRET-KEY-PQ-")) {
      return "post-quantum identities are not supported yet";
    }
    if (upper.startsWith("AGE-PLUGIN-")) {
      return "identities of age plugins are not supported";
    }
    if (line.startsWith("age-encryption.org/") || line.startsWith("-----BEGIN AGE")) {
      return "the identity file itself is encrypted; decrypt it with 'age -d' first";
    }
    if (line.startsWith("-----BEGIN")) {
      return "SSH keys are not supported";
    }
    return line.startsWith("age1")
        ? "this is a public key; the private key of it is needed"
        : "expected 'AGE-SECRET-KEY-1' and 58 more characters";
  }
}
