// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Makes sortable ids: the ULID layout (48 bits of milliseconds, 80 random bits) in lower-case
 * Crockford base 32.
 */
public final class Ulid {

  private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final int TIME_CHARACTERS = 10;
  private static final int RANDOM_CHARACTERS = 16;
  private static final int BITS = 5;

  private Ulid() {}

  /** Returns 26 characters of {@code [0-9a-z]} that sort by time. */
  public static String next(Instant now, RandomGenerator random) {
    var id = new StringBuilder(TIME_CHARACTERS + RANDOM_CHARACTERS);
    long millis = now.toEpochMilli();
    for (int i = TIME_CHARACTERS - 1; i >= 0; i--) {
      id.append(ALPHABET[(int) (millis >>> (i * BITS)) & 31]);
    }
    for (int i = 0; i < RANDOM_CHARACTERS; i++) {
      id.append(ALPHABET[random.nextInt(ALPHABET.length)]);
    }
    return id.toString();
  }
}
