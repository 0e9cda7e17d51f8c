// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.restart;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * Texts of requests, no two of which are equal: the time for people, and the random end of an id.
 * Nothing compares the times.
 */
@ApplicationScoped
class RequestTexts {
  private static final int RANDOM = 6;

  private final Clock clock;
  private final Supplier<String> ids;

  /**
   * Texts of this time.
   *
   * @param ids gives ids with a random end
   */
  RequestTexts(Clock clock, Supplier<String> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** Such as {@code 2026-12-01T15:04:05Z 7k2m9q}. */
  String next() {
    String id = ids.get();
    return clock.instant().truncatedTo(ChronoUnit.SECONDS)
        + " "
        + id.substring(id.length() - RANDOM);
  }
}
