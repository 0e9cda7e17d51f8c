// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.demo;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Prints what happens, with the time since the start. */
final class Narrator {

  private final PrintStream out;
  private final Clock clock;
  private final Instant start;

  Narrator(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
    this.start = clock.instant();
  }

  void chapter(String title) {
    long seconds = Duration.between(start, clock.instant()).toSeconds();
    out.printf("%n── %s  (%d s)%n", title, seconds);
  }

  void line(String text) {
    out.println("   " + text);
  }

  void text(String lines) {
    lines.lines().forEach(this::line);
  }
}
