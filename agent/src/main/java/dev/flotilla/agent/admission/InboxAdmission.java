// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.link.HubInbox;
import dev.flotilla.agent.link.InboxReader;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.admission.Admission;
import dev.flotilla.protocol.admission.Verdict;
import dev.flotilla.protocol.admission.Watermark;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.signature.Envelope;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Reads the index, judges each pending operation together with its documents, and admits what is
 * valid: desired state first, then operations.
 */
@ApplicationScoped
class InboxAdmission implements InboxReader {
  private static final Logger LOG = Logger.getLogger(InboxAdmission.class);

  /**
   * The hub's answer to a sync changes the inbox, which is then read again: without a pause this
   * would never end.
   */
  private static final Duration BETWEEN_SYNCS = Duration.ofSeconds(20);

  /** Responses of the API server that are not transient. */
  private static final Set<Integer> FINAL = Set.of(400, 403, 404, 405, 422);

  private final WatermarkStore watermarks;
  private final Refusals refusals;
  private final PendingOperations pending;
  private final DocumentAdmission documents;
  private final OperationAdmission operations;
  private final InstantSource clock;
  private Instant lastSync = Instant.EPOCH;

  InboxAdmission(
      WatermarkStore watermarks,
      Refusals refusals,
      PendingOperations pending,
      DocumentAdmission documents,
      OperationAdmission operations,
      InstantSource clock) {
    this.watermarks = watermarks;
    this.refusals = refusals;
    this.pending = pending;
    this.documents = documents;
    this.operations = operations;
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

  /** Reported first: the hub's next signature would hide a foreign write. */
  private long refused(HubInbox inbox, Problem problem, WatermarkStore.Held held, boolean thorough)
      throws IOException, InterruptedException {
    refusals.document(null, 0, problem);
    return signedAgain(inbox) ? read(inbox, thorough) : held.value().indexRevision();
  }

  /** Asks the hub to sign everything again, at a limited rate. */
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

  private long admit(HubInbox inbox, Index announced, WatermarkStore.Held before, boolean thorough)
      throws IOException, InterruptedException {
    HubInbox once = new ReadOnceInbox(inbox);
    Index index = IndexPages.whole(once, announced);
    WatermarkStore.Held held = before.with(entered(index, before.value()));
    List<PendingOperation> judged = pending.read(once, index, held.value());
    report(index, judged);
    Settled desired = desiredState(once, index, judged, held);
    // A document that an operation awaits may be the one that is still to come.
    Settled all = desired.settled() ? operations(once, index, judged, desired.held()) : desired;
    if (!all.settled()) {
      if (signedAgain(inbox)) {
        return read(inbox, thorough);
      }
      throw new IOException("a document does not match the index");
    }
    refusals.keepOnly(index);
    Watermark done = only(index, all.held().value()).index(index.revision());
    if (!done.equals(before.value())) {
      var _ = watermarks.store(all.held(), done);
    }
    return index.revision();
  }

  /** A refused operation is recorded with each of its documents; none of them has an effect. */
  private void report(Index index, List<PendingOperation> judged)
      throws IOException, InterruptedException {
    for (PendingOperation operation : judged) {
      if (operation.verdict() instanceof PendingOperation.Verdict.Refused(var problem)) {
        for (Index.Entry entry : index.entries()) {
          if (operation.awaits(entry)) {
            refusals.document(entry.key(), entry.revision(), problem);
          }
        }
      }
    }
  }

  private Settled desiredState(
      HubInbox inbox, Index index, List<PendingOperation> judged, WatermarkStore.Held before)
      throws IOException, InterruptedException {
    Settled sofar = new Settled(before, true);
    for (Index.Entry entry : index.entries()) {
      boolean barred =
          judged.stream().anyMatch(operation -> !operation.accepted() && operation.awaits(entry));
      if (!ResourceKind.NATS_OPERATION.names(entry.key()) && !barred) {
        sofar =
            sofar.and(
                guarded(index, entry, sofar.held(), held -> documents.admit(inbox, entry, held)));
      }
    }
    return sofar;
  }

  private Settled operations(
      HubInbox inbox, Index index, List<PendingOperation> judged, WatermarkStore.Held before)
      throws IOException, InterruptedException {
    Map<ResourceKey, PendingOperation> pendingByKey =
        judged.stream()
            .collect(
                Collectors.toMap(operation -> operation.document().key(), Function.identity()));
    Settled sofar = new Settled(before, true);
    for (Index.Entry entry : index.entries()) {
      if (ResourceKind.NATS_OPERATION.names(entry.key())) {
        PendingOperation operation = pendingByKey.get(entry.key());
        sofar =
            sofar.and(
                guarded(
                    index,
                    entry,
                    sofar.held(),
                    held ->
                        operation == null
                            ? operations.follow(inbox, entry, held)
                            : operations.admit(operation, held)));
      }
    }
    return sofar;
  }

  private interface Step {
    Settled run(WatermarkStore.Held held) throws IOException, InterruptedException;
  }

  /** The watermark in the epoch of an index that was admitted. */
  static Watermark entered(Index index, Watermark before) {
    Watermark entered = before.enter(index.issue().epoch());
    return entered.epoch() == 0 ? new Watermark(index.issue().epoch(), 0, entered.seen()) : entered;
  }

  /** A document that Kubernetes refuses must not delay the others. */
  private Settled guarded(Index index, Index.Entry entry, WatermarkStore.Held before, Step step)
      throws IOException, InterruptedException {
    try {
      return step.run(before);
    } catch (KubernetesClientException problem) {
      if (!FINAL.contains(problem.getCode())) {
        throw problem;
      }
      refusals.document(
          entry.key(),
          entry.revision(),
          new Problem(
              Code.KUBERNETES_REFUSED,
              "the API server responded with " + problem.getCode() + " to " + entry.key(),
              "Check the agent's log and its permissions; it retries when it next reads the inbox."));
      WatermarkStore.Held stored = watermarks.load();
      return new Settled(stored.with(entered(index, stored.value())), true);
    }
  }

  /**
   * Keys that the signed index no longer names cannot come back under an old index, so they need no
   * record.
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
