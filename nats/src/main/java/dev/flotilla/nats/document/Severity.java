// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

/** The consequence of a finding. */
public enum Severity {
  /** The document is rejected unless it waives the code. */
  ERROR,
  /** The document is accepted, and the finding is shown as long as it applies. */
  WARNING
}
