// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.retention;

/** A set that goes. */
public record Removal(String id, Reason reason) {
  /** Why. */
  public enum Reason {
    /** No rule keeps it. */
    EXPIRED,
    /** It was never finished, or was removed half. */
    UNFINISHED
  }
}
