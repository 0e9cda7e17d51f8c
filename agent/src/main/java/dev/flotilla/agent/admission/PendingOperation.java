// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.admission.Admission;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.operation.Awaited;
import dev.flotilla.protocol.operation.Control;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.signature.Envelope;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * An operation of the index that this agent has not admitted yet. It is judged together with the
 * documents that it awaits, so that none of them has an effect when one is refused.
 *
 * @param document of the operation itself
 * @param envelope that proves where it came from
 * @param request its content
 * @param verdict the decision
 */
record PendingOperation(
    Document document, Envelope envelope, OperationRequest request, Verdict verdict) {

  /** The decision about a pending operation. */
  sealed interface Verdict {
    /** It may be executed. */
    record Accepted() implements Verdict {}

    /** It arrived too late; what it awaits must not be applied any more. */
    record Late() implements Verdict {}

    /** It may not be executed. */
    record Refused(Problem problem) implements Verdict {}

    /** It was refused at an earlier reading, or arrived too late, and that was reported. */
    record Settled() implements Verdict {}
  }

  /** The request in a document; empty when it is malformed, or not available. */
  static Optional<OperationRequest> request(Document document) {
    try {
      return document.body().inline().map(bytes -> Json.read(bytes, OperationRequest.class));
    } catch (UncheckedIOException malformed) {
      return Optional.empty();
    }
  }

  /** The same operation with another verdict. */
  PendingOperation with(Verdict changed) {
    return new PendingOperation(document, envelope, request, changed);
  }

  boolean accepted() {
    return verdict instanceof Verdict.Accepted;
  }

  /** Whether it awaits exactly that document; a later one belongs to a later operation. */
  boolean awaits(Index.Entry entry) {
    return request.awaits().contains(new Awaited(entry.key(), entry.revision()));
  }

  /** What can be decided about a request before its documents are read. */
  static Verdict judge(OperationRequest request, Instant now) {
    if (isLate(request, now)) {
      return new Verdict.Late();
    }
    return unknown(request).<Verdict>map(Verdict.Refused::new).orElseGet(Verdict.Accepted::new);
  }

  static boolean isLate(OperationRequest request, Instant now) {
    return request.expiresAt().isBefore(now.minus(Admission.SKEW));
  }

  private static Optional<Problem> unknown(OperationRequest request) {
    if (request.order() instanceof Order.Unknown(_, _, var reason)) {
      return Optional.of(
          new Problem(
              Code.UNKNOWN_ORDER,
              "this agent cannot carry it out: " + reason,
              "Upgrade the agent to the hub's version."));
    }
    return request.control() == Control.UNKNOWN ? Optional.of(unknownControl()) : Optional.empty();
  }

  static Problem unknownControl() {
    return new Problem(
        Code.UNKNOWN_CONTROL,
        "this agent does not know that control of an operation",
        "Upgrade the agent to the hub's version.");
  }
}
