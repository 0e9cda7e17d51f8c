// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time does not advance while a command works; a pause advances it at once. */
final class PausedClock implements InstantSource {
  private Instant now;

  PausedClock(Instant now) {
    this.now = now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
