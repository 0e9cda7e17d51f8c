// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

/** How one way to read a tail ended. */
enum Reading {
  /** There was no more. */
  DONE,

  /** This stream cannot be read like this. */
  IMPOSSIBLE,

  /** There is a message that the client library cannot read, or not as it is stored. */
  UNREADABLE
}
