// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.process;

/**
 * The result of a program.
 *
 * @param command that was run
 * @param exitCode of the program; {@link #TIMED_OUT} when it had to be killed
 * @param output all of standard output
 * @param error all of standard error
 */
public record Result(Command command, int exitCode, String output, String error) {

  public static final int TIMED_OUT = -1;

  /**
   * Returns standard output without its last line break.
   *
   * @throws IllegalStateException if the exit code is not 0; the message holds the program's output
   */
  public String orThrow() {
    if (exitCode != 0) {
      throw new IllegalStateException(command + " ended with " + exitCode + "\n" + error + output);
    }
    return output.stripTrailing();
  }

  /** Whether the exit code is 0. */
  public boolean succeeded() {
    return exitCode == 0;
  }
}
