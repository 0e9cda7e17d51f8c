// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.answer.Rejection.FieldError;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.protocol.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A requested token.
 *
 * @param kind what for
 * @param name as users see it
 * @param role of an API token; null for a join token
 * @param life null for ever
 */
public record TokenOrder(
    StoredToken.Kind kind, String name, @Nullable Role role, @Nullable Duration life) {
  /** Syntax of a token's name. */
  public static final String NAME = "^[A-Za-z0-9][A-Za-z0-9._@-]{0,62}$";

  private static final Duration JOIN_LIFE = Duration.ofHours(1);
  private static final Duration LONGEST_JOIN_LIFE = Duration.ofDays(30);
  private static final Duration LONGEST_API_LIFE = Duration.ofDays(3650);
  private static final Set<String> FIELDS = Set.of("kind", "name", "role", "expiresIn");

  /** Reads a body; finds every wrong field at once. */
  public static Answer<TokenOrder> parse(ObjectNode body) {
    List<FieldError> errors = new ArrayList<>(FieldError.unknown(body, FIELDS));
    Optional<StoredToken.Kind> kind = kind(body.path("kind"), errors);
    String name = name(body.path("name"), errors);
    @Nullable Role role = role(body.path("role"), kind, errors);
    @Nullable Duration life = life(body.path("expiresIn"), kind, errors);
    return errors.isEmpty() && kind.isPresent()
        ? new Answer.Given<>(new TokenOrder(kind.get(), name, role, life))
        : new Answer.Rejected<>(Rejection.invalid(errors));
  }

  /** What the hub will keep. */
  public StoredToken stored(TokenSecret secret, String creator, Instant now) {
    Duration limit = life;
    return new StoredToken(
        secret.id(),
        kind,
        name,
        role,
        secret.digest(),
        now,
        creator,
        limit == null ? null : now.plus(limit),
        null);
  }

  private static Optional<StoredToken.Kind> kind(JsonNode given, List<FieldError> errors) {
    Optional<StoredToken.Kind> kind =
        switch (given.asText()) {
          case "join" -> Optional.of(StoredToken.Kind.JOIN);
          case "api" -> Optional.of(StoredToken.Kind.API);
          default -> Optional.empty();
        };
    if (kind.isEmpty()) {
      errors.add(
          new FieldError(
              "kind",
              Code.UNKNOWN_KIND,
              "The kind of a token is join or api.",
              "Send join or api."));
    }
    return kind;
  }

  private static String name(JsonNode given, List<FieldError> errors) {
    String name = given.isTextual() ? given.textValue() : "";
    if (!name.matches(NAME)) {
      errors.add(
          new FieldError(
              "name",
              FindingCode.BAD_NAME,
              "A name consists of 1 to 63 letters, digits, dots, hyphens, underscores and at signs.",
              "The audit log shows this name."));
    }
    return name;
  }

  private static @Nullable Role role(
      JsonNode given, Optional<StoredToken.Kind> kind, List<FieldError> errors) {
    boolean api = kind.equals(Optional.of(StoredToken.Kind.API));
    Optional<Role> role = Role.find(given.asText());
    if (api && role.isEmpty()) {
      errors.add(
          new FieldError(
              "role",
              Code.UNKNOWN_ROLE,
              "An API token needs a role.",
              "Send viewer, operator or admin."));
    }
    if (!api && kind.isPresent() && !given.isMissingNode() && !given.isNull()) {
      errors.add(
          new FieldError(
              "role", FindingCode.UNKNOWN_FIELD, "A join token has no role.", "Remove it."));
    }
    return api ? role.orElse(null) : null;
  }

  private static @Nullable Duration life(
      JsonNode given, Optional<StoredToken.Kind> kind, List<FieldError> errors) {
    boolean join = kind.equals(Optional.of(StoredToken.Kind.JOIN));
    if (given.isMissingNode() || given.isNull()) {
      return join ? JOIN_LIFE : null;
    }
    Duration longest = join ? LONGEST_JOIN_LIFE : LONGEST_API_LIFE;
    try {
      Duration life = Duration.parse(given.asText());
      if (life.isPositive() && life.compareTo(longest) <= 0) {
        return life;
      }
    } catch (DateTimeParseException notADuration) {
      // Reported below, like a duration that is out of range.
    }
    errors.add(
        new FieldError(
            "expiresIn",
            Code.BAD_DURATION,
            "Must be a positive ISO 8601 duration of at most " + longest + ".",
            "For example PT1H or P7D."));
    return null;
  }
}
