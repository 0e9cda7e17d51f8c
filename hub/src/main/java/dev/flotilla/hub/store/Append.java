// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

/** How a write with a precondition ended. */
public sealed interface Append {
  /** On disk, at this sequence. */
  record Stored(long sequence) implements Append {}

  /** Another writer was first: read again and decide again. */
  record Conflict() implements Append {}
}
