// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

/** Whether a document creates servers or changes running ones. Some guard rails depend on it. */
public enum Stage {
  /** No servers run yet. */
  FIRST_DEPLOY,
  /** Servers are running: their present state can no longer be rejected, only changed. */
  RUNNING
}
