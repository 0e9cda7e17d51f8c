// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.link.HubInbox;
import dev.flotilla.agent.link.InboxReader;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.admission.Admission;
import dev.flotilla.protocol.admission.Verdict;
import dev.flotilla.protocol.admission.Watermark;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.signature.Envelope;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Reads the index, then each document that it announces, and lets in what is right. */
@ApplicationScoped
class InboxAdmission implements InboxReader {
  private static final Logger LOG = Logger.getLogger(InboxAdmission.class);

  /**
   * The hub's answer to a sync is a change of the inbox, which is read again: without a pause that
   * would have no end.
   */
  private static final Duration BETWEEN_SYNCS = Duration.ofSeconds(20);

  /** Answers of the API server that do not pass by themselves within seconds. */
  private static final Set<Integer> FINAL = Set.of(400, 403, 404, 405, 422);

  private final WatermarkStore watermarks;
  private final Refusals refusals;
  private final DocumentAdmission documents;
  private final Overdue overdue;
  private final InstantSource clock;
  private Instant lastSync = Instant.EPOCH;

  InboxAdmission(
      WatermarkStore watermarks,
      Refusals refusals,
      DocumentAdmission documents,
      Overdue overdue,
      InstantSource clock) {
    this.watermarks = watermarks;
    this.refusals = refusals;
    this.documents = documents;
    this.overdue = overdue;
    this.clock = clock;
  }

  @Override
  public synchronized long read(HubInbox inbox, boolean thorough)
      throws IOException, InterruptedException {
    WatermarkStore.Held held = watermarks.load();
    Optional<Envelope> envelope = inbox.index();
    if (envelope.isEmpty()) {
      return held.value().indexRevision();
    }
    return switch (judge(inbox, envelope.get(), held)) {
      case Verdict.Refused<Index>(var problem) -> refused(inbox, problem, held, thorough);
      case Verdict.Unchanged<Index>(var index) ->
          thorough ? admit(inbox, index, held, thorough) : index.revision();
      case Verdict.Admitted<Index>(var index) -> admit(inbox, index, held, thorough);
    };
  }

  private Verdict<Index> judge(HubInbox inbox, Envelope envelope, WatermarkStore.Held held) {
    return new Admission(inbox.agent(), inbox.keySet())
        .judgeIndex(envelope, held.value(), clock.instant());
  }

  /** Told first: the hub's next signature would hide that somebody else wrote. */
  private long refused(HubInbox inbox, Problem problem, WatermarkStore.Held held, boolean thorough)
      throws IOException, InterruptedException {
    refusals.document(null, 0, problem);
    return signedAgain(inbox) ? read(inbox, thorough) : held.value().indexRevision();
  }

  /** Asks the hub to sign everything again, but not all the time. */
  private boolean signedAgain(HubInbox inbox) throws IOException, InterruptedException {
    Instant now = clock.instant();
    if (now.isBefore(lastSync.plus(BETWEEN_SYNCS))) {
      return false;
    }
    lastSync = now;
    LOG.info("asking the hub to rewrite the inbox");
    inbox.sync();
    return true;
  }

  private long admit(HubInbox inbox, Index index, WatermarkStore.Held before, boolean thorough)
      throws IOException, InterruptedException {
    WatermarkStore.Held held =
        new WatermarkStore.Held(entered(index, before.value()), before.stored());
    Set<ResourceKey> leftAlone = overdue.documents(inbox, index, held.value());
    boolean complete = true;
    for (Index.Entry entry : index.entries()) {
      if (leftAlone.contains(entry.key())) {
        continue;
      }
      if (!complete && entry.key().kind().equals(ResourceKey.NATS_OPERATION)) {
        // The document that it awaits may be the one that is still to come.
        continue;
      }
      DocumentAdmission.Taken taken = take(inbox, index, entry, held);
      held = taken.held();
      complete &= taken.settled();
    }
    if (!complete) {
      if (signedAgain(inbox)) {
        return read(inbox, thorough);
      }
      throw new IOException("a document does not match the index");
    }
    refusals.keepOnly(index);
    Watermark done = only(index, held.value()).index(index.revision());
    if (!done.equals(before.value())) {
      var _ = watermarks.store(held, done);
    }
    return index.revision();
  }

  /** The watermark in the epoch of an index that was admitted. */
  static Watermark entered(Index index, Watermark before) {
    Watermark entered = before.enter(index.issue().epoch());
    return entered.epoch() == 0 ? new Watermark(index.issue().epoch(), 0, entered.seen()) : entered;
  }

  /** What Kubernetes will not have of one document must not keep the others waiting. */
  private DocumentAdmission.Taken take(
      HubInbox inbox, Index index, Index.Entry entry, WatermarkStore.Held held)
      throws IOException, InterruptedException {
    try {
      return documents.take(inbox, entry, held);
    } catch (KubernetesClientException problem) {
      if (!FINAL.contains(problem.getCode())) {
        throw problem;
      }
      refusals.document(
          entry.key(),
          entry.revision(),
          new Problem(
              "KUBERNETES_REFUSED",
              "the API server responded with " + problem.getCode() + " to " + entry.key(),
              "Check the agent's log and its permissions; it retries when it next reads the inbox."));
      WatermarkStore.Held stored = watermarks.load();
      return new DocumentAdmission.Taken(
          new WatermarkStore.Held(entered(index, stored.value()), stored.stored()), true);
    }
  }

  /**
   * Keys that the signed index no longer names cannot come back under an old index, so they need no
   * memory.
   */
  static Watermark only(Index index, Watermark watermark) {
    Map<ResourceKey, Watermark.Seen> kept = new HashMap<>();
    for (Index.Entry entry : index.entries()) {
      Watermark.Seen seen = watermark.of(entry.key());
      if (seen != null) {
        kept.put(entry.key(), seen);
      }
    }
    return new Watermark(watermark.epoch(), watermark.indexRevision(), kept);
  }
}
