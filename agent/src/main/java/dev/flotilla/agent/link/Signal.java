// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

/** What wakes the link. */
enum Signal {
  /** The inbox was written, or the hub asked for a reading. */
  INBOX_CHANGED,
  /** The connection was re-established. */
  RECONNECTED,
  /** The connection was lost; the client is reconnecting. */
  DISCONNECTED,
  /** The connection was closed for good: its credentials were refused. */
  CLOSED
}
