// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.query;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.flotilla.protocol.Code;
import java.util.Locale;

/**
 * A precondition of a deploy in the member.
 *
 * @param code stable, such as {@code STORAGE_CLASS}
 * @param result the outcome
 * @param message one sentence
 * @param hint what to do about it; empty when there is nothing to do
 */
public record PreflightCheck(String code, Result result, String message, String hint) {
  /** A check with a code of this version. */
  public PreflightCheck(Code code, Result result, String message, String hint) {
    this(code.name(), result, message, hint);
  }

  /** The outcome of a check. */
  public enum Result {
    PASSED,
    /** The deploy can succeed, but something will not work. */
    WARNING,
    /** The deploy would be accepted, but its servers would not start. */
    ERROR,
    /** The agent could not check it; the message has the reason. */
    NOT_CHECKED;

    @JsonValue
    public String token() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
