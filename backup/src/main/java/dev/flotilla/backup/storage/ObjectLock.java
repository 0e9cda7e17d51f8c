// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.time.Duration;

/**
 * Protection of each new object against deletion. The bucket must have been made with object lock.
 *
 * @param period from the moment the object is started
 */
public record ObjectLock(Mode mode, Duration period) {
  /** Who may delete an object earlier. */
  public enum Mode {
    /** Those with a special permission. */
    GOVERNANCE,
    /** No one, not even the account's owner. */
    COMPLIANCE
  }

  /** Checks the period. */
  public ObjectLock {
    if (period.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("object lock protects for a minute at least");
    }
  }
}
