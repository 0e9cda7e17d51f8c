// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.query;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.flotilla.protocol.Code;
import java.util.Locale;

/**
 * Something in the member that a deploy depends on, looked at beforehand.
 *
 * @param code stable, such as {@code STORAGE_CLASS}
 * @param result what came of it
 * @param message one sentence
 * @param hint what to do about it; empty when there is nothing to do
 */
public record PreflightCheck(String code, Result result, String message, String hint) {
  /** A check with a code of this version. */
  public PreflightCheck(Code code, Result result, String message, String hint) {
    this(code.name(), result, message, hint);
  }

  /** What came of a check. */
  public enum Result {
    PASSED,
    /** The deploy can succeed, and something will be missing later. */
    WARNING,
    /** The deploy would be accepted, and its servers would not start. */
    ERROR,
    /** The agent could not look; the message says why. */
    NOT_CHECKED;

    @JsonValue
    public String token() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
