// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.audit;

import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.audit.AuditEntry.Outcome;

/**
 * What is to be recorded, before it has a place in the chain.
 *
 * @param actor name of the API token, {@code agent/<id>}, or {@code hub}
 * @param action a stable word pair, such as {@code natscluster.deploy}
 * @param subject what it was done to
 * @param outcome how it ended
 * @param code of a refusal or failure; empty otherwise
 * @param detail a sentence; never a secret, even if one was pasted
 */
public record AuditNote(
    String actor, String action, String subject, Outcome outcome, String code, String detail) {

  public AuditNote {
    subject = PastedSecrets.hidden(subject);
    detail = PastedSecrets.hidden(detail);
  }

  /** Something that is done, or is about to be: the row is written before the effect. */
  public static AuditNote done(String actor, String action, String subject, String detail) {
    return new AuditNote(actor, action, subject, Outcome.DONE, "", detail);
  }

  /** Something that was not allowed or not possible. */
  public static AuditNote refused(String actor, String action, String subject, Problem problem) {
    return new AuditNote(
        actor, action, subject, Outcome.REFUSED, problem.code(), problem.message());
  }

  /** What this note announced did not come about. */
  AuditNote failed(Problem problem) {
    return new AuditNote(actor, action, subject, Outcome.FAILED, problem.code(), problem.message());
  }
}
