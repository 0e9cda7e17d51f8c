// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.link.HubInbox;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.admission.Admission;
import dev.flotilla.protocol.admission.Verdict;
import dev.flotilla.protocol.admission.Watermark;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.operation.Awaited;
import dev.flotilla.protocol.operation.Control;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.signature.Envelope;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Admits one operation: after its documents, as a NatsOperation, which is its journal. */
@ApplicationScoped
class OperationAdmission {
  private static final Logger LOG = Logger.getLogger(OperationAdmission.class);

  /**
   * Recorded in place of the digest of an operation that was refused: that is final, as it was
   * reported.
   */
  private static final String REFUSED = "refused";

  private final WatermarkStore watermarks;
  private final Refusals refusals;
  private final AdmittedKinds kinds;
  private final OperationWriter writer;
  private final DocumentAdmission documents;
  private final InstantSource clock;

  OperationAdmission(
      WatermarkStore watermarks,
      Refusals refusals,
      AdmittedKinds kinds,
      OperationWriter writer,
      DocumentAdmission documents,
      InstantSource clock) {
    this.watermarks = watermarks;
    this.refusals = refusals;
    this.kinds = kinds;
    this.writer = writer;
    this.documents = documents;
    this.clock = clock;
  }

  /** One that this agent has not admitted yet. */
  Settled admit(PendingOperation operation, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    OperationRequest request = operation.request();
    return switch (operation.verdict()) {
      case PendingOperation.Verdict.Settled _ -> new Settled(held, true);
      case PendingOperation.Verdict.Late _ -> {
        refusals.expired(request.id());
        yield new Settled(remember(held, operation.document(), REFUSED), true);
      }
      case PendingOperation.Verdict.Refused(var problem) -> refuse(operation, problem, held);
      case PendingOperation.Verdict.Accepted _ -> {
        Optional<Problem> missing = request.cancelled() ? Optional.empty() : missing(request);
        yield missing.isPresent()
            ? refuse(operation, missing.get(), held)
            : write(operation.document(), operation.envelope(), request, held);
      }
    };
  }

  private Settled refuse(PendingOperation operation, Problem problem, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    refusals.operation(operation.request().id(), problem);
    return new Settled(remember(held, operation.document(), REFUSED), true);
  }

  /** An operation cannot succeed when a document that it awaits was not admitted. */
  private Optional<Problem> missing(OperationRequest request) {
    return request.awaits().stream().allMatch(this::reached)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Code.DOCUMENT_REFUSED,
                "a document of this operation was refused",
                "See the audit log for the reason, fix it, and deploy again."));
  }

  private boolean reached(Awaited awaited) {
    return kinds
        .of(awaited.key())
        .filter(kind -> kind.revision(awaited.key()) >= awaited.revision())
        .isPresent();
  }

  /** One that was admitted before: its requester may have cancelled it since. */
  Settled follow(HubInbox inbox, Index.Entry entry, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    Watermark.Seen seen = held.value().of(entry.key());
    if (entry.deleted()) {
      // Its NatsOperation remains as the record of what happened until its retention ends.
      return new Settled(watermarks.remember(held, entry.key(), entry.revision(), ""), true);
    }
    if (seen != null && seen.revision() >= entry.revision() && isSettled(seen, entry)) {
      return new Settled(held, true);
    }
    Optional<Envelope> envelope = inbox.document(entry.key());
    if (envelope.isEmpty()) {
      return new Settled(held, false);
    }
    Verdict<Document> verdict =
        new Admission(inbox.agent(), inbox.keySet())
            .judgeDocument(envelope.get(), entry, held.value(), clock.instant());
    return switch (verdict) {
      case Verdict.Refused<Document>(var problem) -> documents.refused(entry, problem, held);
      case Verdict.Unchanged<Document>(var document) -> follow(document, envelope.get(), held);
      case Verdict.Admitted<Document>(var document) -> follow(document, envelope.get(), held);
    };
  }

  private boolean isSettled(Watermark.Seen seen, Index.Entry entry) {
    return wasRefused(seen) || writer.holds(entry.key(), entry.revision());
  }

  private Settled follow(Document document, Envelope envelope, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    Optional<OperationRequest> read = PendingOperation.request(document);
    if (read.isEmpty()) {
      refusals.document(document.key(), document.revision(), Refusals.malformed());
      return new Settled(held, true);
    }
    OperationRequest request = read.get();
    if (held.value().of(document.key()) == null) {
      // Only what was judged together with its documents may start.
      return new Settled(held, false);
    }
    if (request.control() == Control.UNKNOWN) {
      refusals.document(document.key(), document.revision(), PendingOperation.unknownControl());
      return new Settled(held, true);
    }
    if (PendingOperation.isLate(request, clock.instant())) {
      // Its NatsOperation was removed after its retention; it must not start again.
      return new Settled(held, true);
    }
    return write(document, envelope, request, held);
  }

  private Settled write(
      Document document, Envelope envelope, OperationRequest request, WatermarkStore.Held held) {
    WatermarkStore.Held remembered = remember(held, document, document.digest());
    writer.write(document, request, envelope);
    LOG.infof(
        "admitted operation %s: %s %s", request.id(), request.order().type(), request.target());
    return new Settled(remembered, true);
  }

  private WatermarkStore.Held remember(WatermarkStore.Held held, Document document, String digest) {
    return watermarks.remember(held, document.key(), document.revision(), digest);
  }

  static boolean wasRefused(Watermark.Seen seen) {
    return seen.digest().equals(REFUSED);
  }
}
