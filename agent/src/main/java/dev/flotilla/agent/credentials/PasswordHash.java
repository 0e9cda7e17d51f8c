// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * A password as servers may know it: hashed by bcrypt. Plain text would be worse than it looks,
 * since every server reports a digest of its configuration to any client, against which short
 * passwords can be tried; the salt of a hash is not reported.
 *
 * @param text the hash
 */
record PasswordHash(String text) {
  private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$\\d{2}\\$[./A-Za-z0-9]{53}");
  private static final String VERSION = "2a";
  private static final int SALT_BYTES = 16;

  /** Go's default. A server pays it once for each login. */
  private static final int COST = 10;

  /** Bcrypt ignores what follows. */
  private static final int MOST_BYTES = 72;

  /**
   * The hash of a password; a value that is a hash already is used as it is.
   *
   * @throws IllegalArgumentException when it cannot be used as a password; the message does not
   *     contain it
   */
  static PasswordHash of(String password, SecureRandom random) {
    if (HASH.matcher(password).matches()) {
      return new PasswordHash(password);
    }
    if (password.isEmpty()) {
      throw new IllegalArgumentException("it is empty");
    }
    if (password.lines().count() > 1 || password.endsWith("\n")) {
      throw new IllegalArgumentException("it has a line break");
    }
    if (password.getBytes(UTF_8).length > MOST_BYTES) {
      throw new IllegalArgumentException("it is longer than 72 bytes, the maximum of bcrypt");
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new PasswordHash(OpenBSDBCrypt.generate(VERSION, password.toCharArray(), salt, COST));
  }

  /** Whether it is the hash of that password, or the password is this hash. */
  boolean isOf(String password) {
    return text.equals(password)
        || (!HASH.matcher(password).matches()
            && OpenBSDBCrypt.checkPassword(text, password.toCharArray()));
  }

  /** Never the hash. */
  @Override
  public String toString() {
    return "PasswordHash";
  }
}
