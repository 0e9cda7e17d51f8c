// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Ids of sets, such as {@code 20261201t183000z-k3v9xq}: they sort by time, and two that start in
 * the same second differ.
 */
public final class SetId {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd't'HHmmss'z'", Locale.ROOT);
  private static final int TIME_LENGTH = 16;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int RANDOM_LENGTH = 6;

  private SetId() {}

  /** A new one. */
  public static String at(Instant start, RandomGenerator random) {
    StringBuilder id = new StringBuilder(TIME.format(start.atOffset(ZoneOffset.UTC))).append('-');
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  /** When the set of this id started, to the second; empty when it is no id. */
  public static Optional<Instant> start(String id) {
    if (!id.matches("\\d{8}t\\d{6}z-[a-z0-9]{6}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.parse(id.substring(0, TIME_LENGTH), TIME).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }

  /** True for the id of a set. */
  public static boolean isOne(String id) {
    return start(id).isPresent();
  }
}
