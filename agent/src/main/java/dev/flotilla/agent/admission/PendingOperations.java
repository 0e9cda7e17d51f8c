// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.link.HubInbox;
import dev.flotilla.protocol.admission.Admission;
import dev.flotilla.protocol.admission.Watermark;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.signature.Envelope;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges the operations of an index that are not admitted yet, each together with the documents
 * that it awaits: the member's own rules are checked once, before any effect.
 */
@ApplicationScoped
class PendingOperations {
  private final LocalRules rules;
  private final InstantSource clock;

  PendingOperations(LocalRules rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * Reads and judges them.
   *
   * @param before what this agent has admitted
   */
  List<PendingOperation> read(HubInbox inbox, Index index, Watermark before)
      throws IOException, InterruptedException {
    List<PendingOperation> pending = new ArrayList<>();
    for (Index.Entry entry : index.entries()) {
      if (isPending(entry, before)) {
        Optional<PendingOperation> operation = pending(inbox, entry, before);
        if (operation.isPresent()) {
          pending.add(
              before.of(entry.key()) == null
                  ? judged(operation.get(), inbox, index, before)
                  : operation.get().with(new PendingOperation.Verdict.Settled()));
        }
      }
    }
    return pending;
  }

  /** A refused one stays refused until the hub has removed it from the index. */
  private static boolean isPending(Index.Entry entry, Watermark before) {
    Watermark.Seen seen = before.of(entry.key());
    return ResourceKind.NATS_OPERATION.names(entry.key())
        && !entry.deleted()
        && (seen == null || OperationAdmission.wasRefused(seen));
  }

  /** Empty also where its own admission will report what is wrong with it. */
  private Optional<PendingOperation> pending(HubInbox inbox, Index.Entry entry, Watermark before)
      throws IOException, InterruptedException {
    Optional<Envelope> envelope = inbox.document(entry.key());
    if (envelope.isEmpty()) {
      return Optional.empty();
    }
    Watermark anew = new Watermark(before.epoch(), before.indexRevision(), Map.of());
    return admitted(inbox, entry, envelope.get(), anew)
        .flatMap(document -> pending(document, envelope.get()));
  }

  private Optional<PendingOperation> pending(Document document, Envelope envelope) {
    return PendingOperation.request(document)
        .map(
            request ->
                new PendingOperation(
                    document, envelope, request, PendingOperation.judge(request, clock.instant())));
  }

  private PendingOperation judged(
      PendingOperation operation, HubInbox inbox, Index index, Watermark before)
      throws IOException, InterruptedException {
    if (!operation.accepted()) {
      return operation;
    }
    List<Document> documents = new ArrayList<>();
    for (Index.Entry entry : index.entries()) {
      if (operation.awaits(entry) && !entry.deleted()) {
        Optional<Document> document = document(inbox, entry, before);
        if (document.isPresent()) {
          documents.add(document.get());
        }
      }
    }
    OperationRequest request = operation.request();
    return rules
        .refusal(request.order(), request.target(), documents)
        .<PendingOperation.Verdict>map(PendingOperation.Verdict.Refused::new)
        .map(operation::with)
        .orElse(operation);
  }

  /** What cannot be read yet is judged by its own admission, and keeps its operation waiting. */
  private Optional<Document> document(HubInbox inbox, Index.Entry entry, Watermark before)
      throws IOException, InterruptedException {
    Optional<Envelope> envelope = inbox.document(entry.key());
    Optional<Document> document =
        envelope.isEmpty() ? Optional.empty() : admitted(inbox, entry, envelope.get(), before);
    return document.isEmpty() ? document : Optional.of(inbox.whole(document.get()));
  }

  private Optional<Document> admitted(
      HubInbox inbox, Index.Entry entry, Envelope envelope, Watermark watermark) {
    return new Admission(inbox.agent(), inbox.keySet())
        .judgeDocument(envelope, entry, watermark, clock.instant())
        .valid();
  }
}
