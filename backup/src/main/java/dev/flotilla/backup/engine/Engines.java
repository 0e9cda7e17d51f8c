// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

/** The engine of this build. */
public final class Engines {
  private Engines() {}

  /** Makes it. */
  public static Engine create() {
    return (_, _) -> Result.failed("ENGINE_MISSING", "this build has no engine for backups");
  }
}
