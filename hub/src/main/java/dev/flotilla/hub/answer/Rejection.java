// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Why a call was not carried out.
 *
 * @param kind what sort of reason; decides the HTTP status
 * @param problem the reason
 * @param errors one for each wrong field; empty when no field is at fault
 */
public record Rejection(Kind kind, Problem problem, List<FieldError> errors) {

  /** What sort of reason. */
  public enum Kind {
    /** What was sent cannot be read. */
    MALFORMED,
    /** The caller is not known. */
    UNAUTHENTICATED,
    /** The caller is known and may not. */
    NOT_ALLOWED,
    /** What was named does not exist. */
    NOT_FOUND,
    /** The present state forbids it. */
    CONFLICT,
    /** What was sent is readable and wrong. */
    INVALID,
    /** The store does not answer. */
    UNAVAILABLE,
    /** The store is full. */
    FULL,
    /** Asked too often. */
    TOO_OFTEN,
    /** The agent does not answer, or cannot. */
    NO_ANSWER
  }

  /**
   * One wrong field.
   *
   * @param field path, such as {@code spec.replicas}
   * @param code stable
   * @param message one sentence
   * @param hint what to do about it
   */
  public record FieldError(String field, String code, String message, String hint) {
    /** A wrong field of a request. */
    public FieldError(String field, Code code, String message, String hint) {
      this(field, code.name(), message, hint);
    }

    /** One for each field of a body that is none of these. */
    public static List<FieldError> unknown(JsonNode body, Set<String> known) {
      return body.properties().stream()
          .map(Map.Entry::getKey)
          .filter(field -> !known.contains(field))
          .map(FieldError::unknown)
          .toList();
    }

    private static FieldError unknown(String field) {
      return new FieldError(
          field, FindingCode.UNKNOWN_FIELD, "Unknown field " + field + ".", "Remove it.");
    }

    /** A wrong field of a document. */
    public FieldError(String field, FindingCode code, String message, String hint) {
      this(field, code.name(), message, hint);
    }
  }

  public Rejection {
    errors = List.copyOf(errors);
  }

  /** A reason with no field at fault. */
  public static Rejection of(Kind kind, Code code, String message, String hint) {
    return of(kind, new Problem(code, message, hint));
  }

  /** A reason with no field at fault, with the code of another component. */
  public static Rejection of(Kind kind, Problem problem) {
    return new Rejection(kind, problem, List.of());
  }

  /** One or more wrong fields; the first one gives the code. */
  public static Rejection invalid(List<FieldError> errors) {
    FieldError first = errors.getFirst();
    String others = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
    return new Rejection(
        Kind.INVALID,
        new Problem(first.code(), first.field() + ": " + first.message() + others, first.hint()),
        errors);
  }

  /** One wrong field of a document. */
  public static Rejection invalid(String field, FindingCode code, String message, String hint) {
    return invalid(List.of(new FieldError(field, code, message, hint)));
  }

  /** One wrong field of a request. */
  public static Rejection invalid(String field, Code code, String message, String hint) {
    return invalid(List.of(new FieldError(field, code, message, hint)));
  }
}
