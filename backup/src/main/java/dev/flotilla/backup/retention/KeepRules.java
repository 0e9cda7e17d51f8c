// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.retention;

import java.time.Duration;

/**
 * Which sets of a cluster are kept; a set is kept when one of the rules says so.
 *
 * @param count so many of the newest, at least 1
 * @param age those that are not older; zero for no such rule
 */
public record KeepRules(int count, Duration age) {
  /** Checks the ranges. */
  public KeepRules {
    if (count < 1 || age.isNegative()) {
      throw new IllegalArgumentException("keep at least one set, and no negative age");
    }
  }
}
