// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Whether the NATS maintainers still release fixes for a line: they do for the newest one and the
 * one before.
 */
public enum Support {
  /** The newest line. */
  CURRENT("current"),
  /** The line before it. */
  PREVIOUS("previous"),
  /** No further fixes. */
  ENDED("ended");

  private final String text;

  Support(String text) {
    this.text = text;
  }

  /** The stable word for it. */
  @JsonValue
  public String text() {
    return text;
  }
}
