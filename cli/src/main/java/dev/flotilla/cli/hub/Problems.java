// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.Failure.Complaint;
import dev.flotilla.cli.Failure.WrongField;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.output.Sentences;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Converts the hub's RFC 9457 problems to the errors of a command. */
final class Problems {
  private Problems() {}

  static JsonNode document(String body) {
    if (body.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return Formats.json().readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  static Failure failure(int status, JsonNode problem) {
    List<WrongField> fields = fields(problem);
    return fields.isEmpty()
        ? new Failure(
            new Complaint(
                exitCode(status), message(status, problem), hint(status, problem), fields))
        : Failure.of(exitCode(status), fields);
  }

  private static ExitCode exitCode(int status) {
    return switch (status) {
      case 401, 403, 409 -> ExitCode.REFUSED;
      default -> ExitCode.INVALID;
    };
  }

  private static String message(int status, JsonNode problem) {
    String sentence = text(problem, "detail");
    String title = sentence == null ? text(problem, "title") : sentence;
    String code = text(problem, "code");
    String words = title == null ? "The hub responded with HTTP " + status : title;
    return code == null ? words : Sentences.withCode(words, code);
  }

  private static @Nullable String hint(int status, JsonNode problem) {
    // The hub speaks of headers here, for those who call it without this command line.
    if (status == 401) {
      return "Run 'flotilla login' with a valid token; an administrator can create one.";
    }
    String own = text(problem, "hint");
    if (own != null) {
      return own;
    }
    return switch (status) {
      case 403 -> "Run 'flotilla doctor' to see this token's role.";
      case 502, 503, 504 -> "The hub is starting or has lost its nats-server. Try again shortly.";
      default -> null;
    };
  }

  private static List<WrongField> fields(JsonNode problem) {
    return StreamSupport.stream(problem.path("errors").spliterator(), false)
        .map(Problems::field)
        .toList();
  }

  private static WrongField field(JsonNode error) {
    return new WrongField(
        error.path("field").asText(),
        error.path("code").asText(),
        error.path("message").asText(),
        text(error, "hint"));
  }

  private static @Nullable String text(JsonNode node, String field) {
    String text = node.path(field).asText("");
    return text.isEmpty() || text.equals("null") ? null : text;
  }
}
