// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

/** Whether a document makes servers or changes those that run. Some guard rails look at it. */
public enum Stage {
  /** No servers run yet. */
  FIRST_DEPLOY,
  /** Servers run: what they are cannot be forbidden any more, only changed. */
  RUNNING
}
