// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

/**
 * How far a running operation has come.
 *
 * @param step a stable word, such as {@code apply}, {@code roll} or {@code verify}
 * @param percent 0 to 100, never a promise of time
 * @param detail a sentence for a person, such as {@code rolled 2 of 3 servers}
 */
public record Progress(String step, int percent, String detail) {

  /**
   * @throws IllegalArgumentException if percent is outside 0 to 100
   */
  public Progress {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("percent is 0 to 100, got " + percent);
    }
  }
}
