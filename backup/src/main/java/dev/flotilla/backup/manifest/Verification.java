// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import java.time.Instant;
import java.util.List;

/**
 * The result of one verification of a set.
 *
 * @param level what was tried
 * @param problems what was found wrong, sentences for people; empty when it is sound
 */
public record Verification(VerifiedLevel level, Instant finished, List<String> problems) {
  /** Keeps its own list. */
  public Verification {
    problems = Lists.of(problems);
  }

  /** True when nothing was wrong. */
  public boolean isSound() {
    return problems.isEmpty();
  }
}
