// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli;

import dev.flotilla.protocol.api.OperationView;

/** Exit codes of the process; stable, so that scripts and CI may branch on them. */
public enum ExitCode {
  /** Done, and what was checked is healthy. */
  DONE(0),
  /** A difference was found, something is unhealthy, or an operation failed. */
  UNHEALTHY(1),
  /** Wrong usage, invalid input, or a failed connection or file access. */
  INVALID(2),
  /** The hub or a member's policy refused it, or the token lacks permission. */
  REFUSED(3),
  /** The time given by {@code --timeout} passed; the operation itself goes on. */
  TIMED_OUT(124);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** Returns what the process ends with after waiting for this result. */
  public static ExitCode of(OperationView operation) {
    return switch (operation.state()) {
      case "Succeeded" -> DONE;
      case "Refused" -> REFUSED;
      default -> operation.ended() ? UNHEALTHY : DONE;
    };
  }

  /** Returns the number given to the operating system. */
  public int number() {
    return number;
  }
}
