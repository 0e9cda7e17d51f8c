// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time stands still while a command works, and passes at once when it pauses. */
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
