// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.restart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.answer.Rejection.FieldError;
import dev.flotilla.nats.document.FindingCode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The body of a restart: {@code {"server": 1}}, or nothing for all servers. */
final class RestartBody {
  private static final String SERVER = "server";

  private RestartBody() {}

  /** The ordinal of the only server to restart; empty for all. */
  static Answer<OptionalInt> read(JsonNode body) {
    List<FieldError> errors = new ArrayList<>();
    body.fieldNames()
        .forEachRemaining(
            field -> {
              if (!field.equals(SERVER)) {
                errors.add(unknown(field));
              }
            });
    JsonNode server = body.path(SERVER);
    boolean all = server.isMissingNode() || server.isNull();
    if (!all && !(server.isInt() && server.intValue() >= 0)) {
      errors.add(
          new FieldError(
              SERVER,
              FindingCode.BAD_VALUE,
              "The server is not an ordinal.",
              "Send a number from 0, or leave it out to restart all servers."));
    }
    if (!errors.isEmpty()) {
      return new Answer.Rejected<>(Rejection.invalid(errors));
    }
    return new Answer.Given<>(all ? OptionalInt.empty() : OptionalInt.of(server.intValue()));
  }

  private static FieldError unknown(String field) {
    return new FieldError(
        field, FindingCode.UNKNOWN_FIELD, "Unknown field " + field + ".", "Remove it.");
  }
}
