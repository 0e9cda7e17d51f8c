// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A storage did not do what was asked. The message holds what was tried, why it failed and what to
 * do, and never a credential.
 */
public final class StorageFailure extends IOException {
  private final StorageProblem problem;

  /**
   * A failure.
   *
   * @param problem why
   * @param attempt what was tried, such as {@code write a/b of bucket c}
   * @param detail the storage's own code or words; may be empty
   */
  public StorageFailure(
      StorageProblem problem, String attempt, String detail, @Nullable Throwable cause) {
    super(message(problem, attempt, detail), cause);
    this.problem = problem;
  }

  /** Why it failed. */
  public StorageProblem problem() {
    return problem;
  }

  private static String message(StorageProblem problem, String attempt, String detail) {
    return "cannot %s: %s%s; %s"
        .formatted(
            attempt,
            problem.sentence(),
            detail.isEmpty() ? "" : " (" + detail + ")",
            problem.hint());
  }
}
