// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

/** What a broken guard rail means. */
public enum Severity {
  /** The document is not carried out unless it waives the code. */
  ERROR,
  /** The document is carried out, and the finding shown for as long as it is true. */
  WARNING
}
