// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.link.HubInbox;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.admission.Admission;
import dev.flotilla.protocol.admission.Verdict;
import dev.flotilla.protocol.admission.Watermark;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.signature.Envelope;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Lets one document in: judged, held against the local policy, remembered, and only then written as
 * a resource.
 */
@ApplicationScoped
class DocumentAdmission {
  private static final Logger LOG = Logger.getLogger(DocumentAdmission.class);

  /** What the hub says again when it signs again. */
  private static final Set<String> FINAL =
      Set.of("MALFORMED", "STALE_REVISION", "REVISION_CONFLICT");

  /**
   * Stands in place of the digest of an operation that was refused: that is final, as it was told.
   */
  private static final String REFUSED = "refused";

  private final WatermarkStore watermarks;
  private final LocalRules rules;
  private final Refusals refusals;
  private final ResourceWriter writer;
  private final InstantSource clock;

  DocumentAdmission(
      WatermarkStore watermarks,
      LocalRules rules,
      Refusals refusals,
      ResourceWriter writer,
      InstantSource clock) {
    this.watermarks = watermarks;
    this.rules = rules;
    this.refusals = refusals;
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * What came of one entry.
   *
   * @param held the watermark now
   * @param settled false when the entry must be looked at again soon
   */
  record Taken(WatermarkStore.Held held, boolean settled) {}

  Taken take(HubInbox inbox, Index.Entry entry, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    Watermark.Seen seen = held.value().of(entry.key());
    if (entry.deleted()) {
      return withdraw(entry, held);
    }
    if (seen != null && seen.revision() >= entry.revision()) {
      if (writer.holds(entry.key(), entry.revision())) {
        return new Taken(isCluster(entry.key()) ? held.carriedOut(entry.key()) : held, true);
      }
      if (wasRefused(seen) || wasDeleted(entry.key(), seen)) {
        return new Taken(held, true);
      }
    }
    Optional<Envelope> envelope = inbox.document(entry.key());
    if (envelope.isEmpty()) {
      return new Taken(held, false);
    }
    return judged(inbox, entry, envelope.get(), held);
  }

  private Taken judged(
      HubInbox inbox, Index.Entry entry, Envelope envelope, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    Verdict<Document> verdict =
        new Admission(inbox.agent(), inbox.keySet())
            .judgeDocument(envelope, entry, held.value(), clock.instant());
    return switch (verdict) {
      case Verdict.Refused<Document>(var problem) -> refused(entry, problem, held);
      // Remembered, but without effect: the process ended between the two.
      case Verdict.Unchanged<Document>(var document) -> carryOut(document, envelope, held);
      case Verdict.Admitted<Document>(var document) -> carryOut(document, envelope, held);
    };
  }

  private Taken refused(Index.Entry entry, Problem problem, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    if (problem.code().equals(Admission.AHEAD_OF_INDEX)) {
      return new Taken(held, false);
    }
    refusals.document(entry.key(), entry.revision(), problem);
    return new Taken(held, FINAL.contains(problem.code()));
  }

  private Taken carryOut(Document document, Envelope envelope, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    try {
      return isCluster(document.key())
          ? cluster(document, held)
          : operation(document, envelope, held);
    } catch (UncheckedIOException malformed) {
      Problem problem =
          new Problem(
              "MALFORMED", "its body cannot be read", "Upgrade the agent to the hub's version.");
      refusals.document(document.key(), document.revision(), problem);
      return new Taken(held, true);
    }
  }

  /**
   * What the member's own rules refuse is not remembered: it is let in at a later reading, should
   * the rules change.
   */
  private Taken cluster(Document document, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    Optional<Problem> refusal = rules.refusal(document.key(), document.body());
    if (refusal.isPresent()) {
      refusals.document(document.key(), document.revision(), refusal.get());
      return new Taken(held, true);
    }
    WatermarkStore.Held remembered = remember(document, document.digest(), held);
    Optional<Problem> conflict = writer.cluster(document);
    if (conflict.isPresent()) {
      refusals.document(document.key(), document.revision(), conflict.get());
      return new Taken(remembered, true);
    }
    LOG.infof("admitted %s revision %d", document.key(), document.revision());
    return new Taken(remembered.carriedOut(document.key()), true);
  }

  private Taken operation(Document document, Envelope envelope, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    OperationRequest request = Json.read(document.body(), OperationRequest.class);
    if (Overdue.isOver(request, clock.instant())) {
      return late(document, request, held);
    }
    Optional<Problem> refusal = refusal(request);
    if (refusal.isPresent()) {
      refusals.operation(request.id(), refusal.get());
      return new Taken(remember(document, REFUSED, held), true);
    }
    WatermarkStore.Held remembered = remember(document, document.digest(), held);
    writer.operation(document, request, envelope);
    LOG.infof(
        "admitted operation %s: %s %s", request.id(), request.type().token(), request.target());
    return new Taken(remembered, true);
  }

  private Taken late(Document document, OperationRequest request, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    if (held.value().of(document.key()) != null) {
      // Its resource has outlived its time and is gone; it must not begin again.
      return new Taken(held, true);
    }
    refusals.expired(request.id());
    return new Taken(remember(document, REFUSED, held), true);
  }

  /** An operation cannot come true when the very document that it awaits was not let in. */
  private Optional<Problem> refusal(OperationRequest request) {
    return rules
        .refusal(request.target())
        .or(
            () ->
                request.cancel() || writer.reached(request.target(), request.awaitedRevision())
                    ? Optional.empty()
                    : Optional.of(
                        new Problem(
                            "DOCUMENT_REFUSED",
                            "the document of this operation was refused",
                            "See the audit log for the reason, fix it, and deploy again.")));
  }

  /**
   * The hub took a document back. Looked at in every reading, so that a withdrawal that was
   * remembered and then interrupted is finished; one that is refused is not remembered.
   */
  private Taken withdraw(Index.Entry entry, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    Optional<Problem> refusal =
        isCluster(entry.key())
            ? rules.policyRefusal(entry.key()).or(() -> writer.tooLate(entry.key()))
            : Optional.empty();
    if (refusal.isPresent()) {
      refusals.document(entry.key(), entry.revision(), refusal.get());
      return new Taken(held, true);
    }
    WatermarkStore.Held remembered = remember(entry.key(), entry.revision(), "", held);
    writer.withdraw(entry.key());
    return new Taken(remembered, true);
  }

  private WatermarkStore.Held remember(Document document, String digest, WatermarkStore.Held held) {
    return remember(document.key(), document.revision(), digest, held);
  }

  /** Stored before the effect, so that no replay of an older document finds a door open. */
  private WatermarkStore.Held remember(
      ResourceKey key, long revision, String digest, WatermarkStore.Held held) {
    Watermark.Seen seen = held.value().of(key);
    return seen != null && seen.shows(revision, digest)
        ? held
        : watermarks.store(held, held.value().admit(key, revision, digest));
  }

  /** By somebody here, who has the last word until the hub has another document. */
  private boolean wasDeleted(ResourceKey key, Watermark.Seen seen) {
    return isCluster(key) && seen.carriedOut() && writer.isAbsent(key);
  }

  private static boolean isCluster(ResourceKey key) {
    return key.kind().equals(ResourceKey.NATS_CLUSTER);
  }

  static boolean wasRefused(Watermark.Seen seen) {
    return seen.digest().equals(REFUSED);
  }
}
