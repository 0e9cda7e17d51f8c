// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a requested operation should still be executed. */
public enum Control {
  /** Carry it out. */
  RUN,
  /** Cancel it; the agent decides whether that is still possible. */
  CANCEL,
  /**
   * Something that only a newer build knows: it is reported, and the operation is left as it is.
   */
  UNKNOWN;

  /** The word on the wire, such as {@code cancel}. */
  @JsonValue
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a word; any other one is {@link #UNKNOWN}. */
  @JsonCreator
  public static Control parse(String token) {
    for (Control control : values()) {
      if (control.token().equals(token)) {
        return control;
      }
    }
    return UNKNOWN;
  }
}
