// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.inbox;

import static java.util.stream.Collectors.toSet;

import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.Ledger;
import dev.flotilla.hub.operation.Operation;
import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an agent's inbox should hold, compared with the index that is in it.
 *
 * @param revision of the index to write
 * @param entries of the index to write, by key
 * @param bodies of the documents that must be written
 * @param withdrawn keys whose documents must go
 */
public record InboxPlan(
    long revision,
    List<Index.Entry> entries,
    Map<ResourceKey, byte[]> bodies,
    List<ResourceKey> withdrawn) {

  /** The part of the inbox to write. */
  public enum Extent {
    /** What differs from the stored index. */
    CHANGES,
    /** Everything, signed again. */
    EVERYTHING
  }

  /**
   * Plans from a ledger, the document that every agent has, and the stored index; empty when there
   * is nothing to do.
   */
  public static Optional<InboxPlan> of(
      Ledger ledger, SharedDocument shared, Optional<Index> stored, Extent extent) {
    long wanted = indexRevision(ledger, shared);
    boolean current = stored.filter(index -> index.revision() >= wanted).isPresent();
    if (current && extent == Extent.CHANGES) {
      return Optional.empty();
    }
    // An index of one revision has the same content each time it is signed: what ended since is
    // left for the next revision.
    List<Index.Entry> entries =
        current
            ? stored.get().entries()
            : entries(ledger, shared, stored.map(Index::entries).orElse(List.of()));
    long revision = current ? stored.get().revision() : wanted;
    Map<ResourceKey, Index.Entry> before = byKey(stored.map(Index::entries).orElse(List.of()));
    Map<ResourceKey, byte[]> bodies = new HashMap<>();
    List<ResourceKey> withdrawn = new ArrayList<>();
    for (Index.Entry entry : entries) {
      boolean changed = !entry.equals(before.get(entry.key()));
      if (entry.deleted() && changed) {
        withdrawn.add(entry.key());
      } else if (!entry.deleted() && (changed || extent == Extent.EVERYTHING)) {
        body(ledger, shared, entry.key()).ifPresent(bytes -> bodies.put(entry.key(), bytes));
      }
    }
    return Optional.of(new InboxPlan(revision, entries, bodies, withdrawn));
  }

  /**
   * The revision of the index: both parts only grow, so each change of one makes it greater. A new
   * agent gets an index that names the shared document alone.
   */
  static long indexRevision(Ledger ledger, SharedDocument shared) {
    return ledger.revision() + 1 + shared.revision();
  }

  /**
   * The revision that an index had if there were no shared document. It is never too high: the
   * shared document of that index may have been an earlier one, and its revision only grows.
   *
   * @param indexRevision of an index that an agent has
   */
  public static long ofLedgerAlone(long indexRevision, SharedDocument shared) {
    return indexRevision - shared.revision();
  }

  private static List<Index.Entry> entries(
      Ledger ledger, SharedDocument shared, List<Index.Entry> stored) {
    List<Index.Entry> entries = new ArrayList<>();
    entries.add(shared.entry());
    ledger.desired().values().forEach(desired -> entries.add(entry(desired)));
    ledger.open().forEach(operation -> entries.add(entry(operation)));
    Set<ResourceKey> present = entries.stream().map(Index.Entry::key).collect(toSet());
    stored.stream()
        .filter(entry -> ResourceKind.NATS_OPERATION.names(entry.key()))
        .filter(entry -> !entry.deleted())
        .filter(entry -> !present.contains(entry.key()))
        .map(entry -> new Index.Entry(entry.key(), ledger.revision(), "", true))
        .forEach(entries::add);
    entries.sort(Comparator.comparing(Index.Entry::key));
    return entries;
  }

  private static Index.Entry entry(Desired desired) {
    return desired
        .current()
        .map(step -> new Index.Entry(desired.key(), desired.revision(), step.digest(), false))
        .orElseGet(() -> new Index.Entry(desired.key(), desired.revision(), "", true));
  }

  private static Index.Entry entry(Operation operation) {
    return new Index.Entry(
        key(operation), operation.revision(), Digest.of(operation.body()), false);
  }

  /** The inbox key of an operation's own document. */
  public static ResourceKey key(Operation operation) {
    return ResourceKind.NATS_OPERATION.key(
        operation.request().target().namespace(), operation.id().value());
  }

  private static Optional<byte[]> body(Ledger ledger, SharedDocument shared, ResourceKey key) {
    if (key.equals(shared.key())) {
      return Optional.of(shared.body());
    }
    if (ResourceKind.NATS_OPERATION.names(key)) {
      return ledger.operation(new OperationId(key.name())).map(Operation::body);
    }
    return ledger.desired(key).flatMap(Desired::current).map(Desired.Step::bytes);
  }

  private static Map<ResourceKey, Index.Entry> byKey(List<Index.Entry> entries) {
    Map<ResourceKey, Index.Entry> map = new HashMap<>();
    entries.forEach(entry -> map.put(entry.key(), entry));
    return map;
  }
}
