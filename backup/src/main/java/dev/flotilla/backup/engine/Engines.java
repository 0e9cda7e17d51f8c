// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

/** The engine of this build. */
public final class Engines {
  private Engines() {}

  /** Makes it. */
  public static Engine create() {
    throw new UnsupportedOperationException("this build has no engine for backups");
  }
}
