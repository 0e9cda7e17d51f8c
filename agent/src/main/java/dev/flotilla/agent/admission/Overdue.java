// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.link.HubInbox;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.admission.Admission;
import dev.flotilla.protocol.admission.Verdict;
import dev.flotilla.protocol.admission.Watermark;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.operation.OperationRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must not come true any more: documents that were asked for by an operation whose time was
 * over before this agent heard of it. They are left alone; the hub takes them back once it is told.
 */
@ApplicationScoped
class Overdue {
  private final InstantSource clock;

  Overdue(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether an operation may no longer begin. */
  static boolean isOver(OperationRequest request, Instant now) {
    return request.expiresAt().isBefore(now.minus(Admission.SKEW));
  }

  /**
   * The documents of an index that are to be left alone.
   *
   * @param before what this agent has admitted
   */
  Set<ResourceKey> documents(HubInbox inbox, Index index, Watermark before)
      throws IOException, InterruptedException {
    List<OperationRequest> unheard = new ArrayList<>();
    for (Index.Entry entry : index.entries()) {
      if (isUnheard(entry, before)) {
        request(inbox, entry, before).ifPresent(unheard::add);
      }
    }
    return documents(index, unheard, clock.instant());
  }

  /**
   * The documents of an index that such operations await, and no later one.
   *
   * @param unheard operations that this agent has not admitted
   */
  static Set<ResourceKey> documents(Index index, List<OperationRequest> unheard, Instant now) {
    return unheard.stream()
        .filter(request -> isOver(request, now))
        .filter(request -> announces(index, request.target(), request.awaitedRevision()))
        .map(OperationRequest::target)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean announces(Index index, ResourceKey key, long revision) {
    return index.entries().stream()
        .anyMatch(entry -> entry.key().equals(key) && entry.revision() == revision);
  }

  /** One that was told to be over stays so until the hub has written it out of the index. */
  private static boolean isUnheard(Index.Entry entry, Watermark before) {
    Watermark.Seen seen = before.of(entry.key());
    return entry.key().kind().equals(ResourceKey.NATS_OPERATION)
        && !entry.deleted()
        && (seen == null || DocumentAdmission.wasRefused(seen));
  }

  /** Empty also where its own admission will say what is wrong with it. */
  private Optional<OperationRequest> request(HubInbox inbox, Index.Entry entry, Watermark before)
      throws IOException, InterruptedException {
    Watermark anew = new Watermark(before.epoch(), before.indexRevision(), Map.of());
    var admission = new Admission(inbox.agent(), inbox.keySet());
    return inbox
        .document(entry.key())
        .map(envelope -> admission.judgeDocument(envelope, entry, anew, clock.instant()))
        .flatMap(Overdue::request);
  }

  private static Optional<OperationRequest> request(Verdict<Document> verdict) {
    try {
      return verdict instanceof Verdict.Admitted<Document>(var document)
          ? Optional.of(Json.read(document.body(), OperationRequest.class))
          : Optional.empty();
    } catch (UncheckedIOException malformed) {
      return Optional.empty();
    }
  }
}
