// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.answer.Rejection.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The body of a call for a change: an object of one field, which may be optional. */
public final class ChangeBody {
  private ChangeBody() {}

  /**
   * The value of the field; finds every wrong field at once.
   *
   * @param value reads the field, which may be absent; empty when it is wrong
   * @param wrong what is reported then
   */
  public static <T> Answer<T> read(
      JsonNode body, String field, Function<JsonNode, Optional<T>> value, FieldError wrong) {
    List<FieldError> errors = new ArrayList<>(FieldError.unknown(body, Set.of(field)));
    Optional<T> read = value.apply(body.path(field));
    if (read.isEmpty()) {
      errors.add(wrong);
    }
    return errors.isEmpty()
        ? new Answer.Given<>(read.orElseThrow())
        : new Answer.Rejected<>(Rejection.invalid(errors));
  }

  /** Whether an optional field was left out. */
  public static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
