// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import java.time.InstantSource;

/** The engine of this build. */
public final class Engines {
  private Engines() {}

  /** Makes it. */
  public static Engine create(InstantSource clock) {
    return new JobEngine(clock);
  }
}
