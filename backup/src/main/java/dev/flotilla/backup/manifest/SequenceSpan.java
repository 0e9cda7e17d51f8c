// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

/** Sequences from the first to the last, both included. */
public record SequenceSpan(long first, long last) {
  /** Checks their order. */
  public SequenceSpan {
    if (first > last) {
      throw new IllegalArgumentException("sequences %d to %d".formatted(first, last));
    }
  }
}
