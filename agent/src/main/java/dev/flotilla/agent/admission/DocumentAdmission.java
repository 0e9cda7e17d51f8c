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
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.signature.Envelope;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Admits one document of desired state: verified, checked against the member's own rules, recorded
 * in the watermark, and only then written as a resource.
 */
@ApplicationScoped
class DocumentAdmission {
  private static final Logger LOG = Logger.getLogger(DocumentAdmission.class);

  /** Problems that another signature of the hub would not solve. */
  private static final Set<String> FINAL =
      Set.of(Code.MALFORMED.name(), Code.STALE_REVISION.name(), Code.REVISION_CONFLICT.name());

  private final WatermarkStore watermarks;
  private final LocalRules rules;
  private final Refusals refusals;
  private final AdmittedKinds kinds;
  private final InstantSource clock;

  DocumentAdmission(
      WatermarkStore watermarks,
      LocalRules rules,
      Refusals refusals,
      AdmittedKinds kinds,
      InstantSource clock) {
    this.watermarks = watermarks;
    this.rules = rules;
    this.refusals = refusals;
    this.kinds = kinds;
    this.clock = clock;
  }

  Settled admit(HubInbox inbox, Index.Entry entry, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    Optional<AdmittedKind> kind = kinds.of(entry.key());
    if (kind.isEmpty()) {
      refusals.document(entry.key(), entry.revision(), AdmittedKinds.unknown(entry.key()));
      return new Settled(held, true);
    }
    return entry.deleted()
        ? withdraw(kind.get(), entry, held)
        : admit(kind.get(), inbox, entry, held);
  }

  private Settled admit(
      AdmittedKind kind, HubInbox inbox, Index.Entry entry, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    Optional<Settled> done = done(kind, entry, held);
    if (done.isPresent()) {
      return done.get();
    }
    Optional<Envelope> envelope = inbox.document(entry.key());
    if (envelope.isEmpty()) {
      return new Settled(held, false);
    }
    Verdict<Document> verdict =
        new Admission(inbox.agent(), inbox.keySet())
            .judgeDocument(envelope.get(), entry, held.value(), clock.instant());
    return switch (verdict) {
      case Verdict.Refused<Document>(var problem) -> refused(entry, problem, held);
      // Recorded, but without effect: the process ended between the two.
      case Verdict.Unchanged<Document>(var document) -> write(kind, inbox.whole(document), held);
      case Verdict.Admitted<Document>(var document) -> write(kind, inbox.whole(document), held);
    };
  }

  /** Settled where nothing is left to do for an entry that was admitted before. */
  private static Optional<Settled> done(
      AdmittedKind kind, Index.Entry entry, WatermarkStore.Held held) {
    Watermark.Seen seen = held.value().of(entry.key());
    if (seen != null && seen.revision() >= entry.revision()) {
      if (kind.revision(entry.key()) == entry.revision()) {
        return Optional.of(new Settled(held.carriedOut(entry.key()), true));
      }
      // It was deleted in the member, which stands until the hub has another document.
      if (seen.carriedOut() && kind.isAbsent(entry.key())) {
        return Optional.of(new Settled(held, true));
      }
    }
    return Optional.empty();
  }

  /** A refusal that a new signature could resolve leaves the entry unsettled. */
  Settled refused(Index.Entry entry, Problem problem, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    if (Code.AHEAD_OF_INDEX.is(problem.code())) {
      return new Settled(held, false);
    }
    refusals.document(entry.key(), entry.revision(), problem);
    return new Settled(held, FINAL.contains(problem.code()));
  }

  /**
   * What the member's own rules refuse is not recorded: it is admitted at a later reading if the
   * rules change.
   */
  private Settled write(AdmittedKind kind, Document document, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    Optional<Problem> refusal = refusal(document);
    if (refusal.isPresent()) {
      refusals.document(document.key(), document.revision(), refusal.get());
      return new Settled(held, true);
    }
    WatermarkStore.Held remembered =
        watermarks.remember(held, document.key(), document.revision(), document.digest());
    Optional<Problem> conflict = kind.write(document);
    if (conflict.isPresent()) {
      refusals.document(document.key(), document.revision(), conflict.get());
      return new Settled(remembered, true);
    }
    LOG.infof("admitted %s revision %d", document.key(), document.revision());
    return new Settled(remembered.carriedOut(document.key()), true);
  }

  private Optional<Problem> refusal(Document document) {
    try {
      return rules.refusal(document);
    } catch (UncheckedIOException malformed) {
      return Optional.of(Refusals.malformed());
    }
  }

  /**
   * The hub withdrew a document. Checked in every reading, so that a withdrawal that was recorded
   * and then interrupted is completed; one that is refused is not recorded.
   */
  private Settled withdraw(AdmittedKind kind, Index.Entry entry, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    ResourceKey key = entry.key();
    Optional<Problem> refusal = rules.policyRefusal(key).or(() -> kind.keeps(key));
    if (refusal.isPresent()) {
      refusals.document(key, entry.revision(), refusal.get());
      return new Settled(held, true);
    }
    WatermarkStore.Held remembered = watermarks.remember(held, key, entry.revision(), "");
    kind.withdraw(key);
    return new Settled(remembered, true);
  }
}
