// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.audit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * Who did what, and the outcome.
 *
 * @param sequence from 1, without gaps
 * @param at the hub's clock
 * @param actor the name of the API token, {@code agent/<id>}, or {@code hub}
 * @param action a stable word pair, such as {@code natscluster.deploy}
 * @param subject the affected object, such as {@code prod-eu/nats/orders}
 * @param outcome whether it was done
 * @param code the stable code of a refusal or failure; empty otherwise
 * @param detail a sentence for a person; never a secret
 */
public record AuditEntry(
    long sequence,
    Instant at,
    String actor,
    String action,
    String subject,
    Outcome outcome,
    String code,
    String detail) {

  public AuditEntry {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(detail, "detail");
  }

  /** How an audited action ended. */
  public enum Outcome {
    DONE,
    REFUSED,
    FAILED;

    @JsonValue
    public String token() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Outcome parse(String token) {
      return valueOf(token.toUpperCase(Locale.ROOT));
    }
  }
}
