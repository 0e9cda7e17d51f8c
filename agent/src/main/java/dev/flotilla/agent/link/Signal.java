// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

/** What wakes the link. */
enum Signal {
  /** Something was written to the inbox, or the hub nudged. */
  INBOX_CHANGED,
  /** The connection came back. */
  RECONNECTED,
  /** The connection was lost and is tried again. */
  DISCONNECTED,
  /** The connection is given up: its credentials were refused. */
  CLOSED
}
