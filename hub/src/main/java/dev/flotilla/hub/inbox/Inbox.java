// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.inbox;

import dev.flotilla.hub.inbox.InboxPlan.Extent;
import dev.flotilla.hub.operation.Ledger;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.store.Append;
import dev.flotilla.hub.store.Publisher;
import dev.flotilla.hub.store.Reader;
import dev.flotilla.hub.store.StoredMessage;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes agents' inboxes from the operation log: documents and pages first, then the index that
 * announces them, so that an agent that follows the index finds everything it names. The index is
 * written by compare-and-set; the loser plans again. Level-triggered: after a crash at any instant
 * the next delivery completes it.
 */
public final class Inbox {
  private final OperationLog log;
  private final Supplier<SharedDocument> shared;
  private final DocumentSigner signer;
  private final Publisher publisher;
  private final Reader reader;

  /**
   * Inboxes over this connection of the hub's account.
   *
   * @param shared what every agent gets
   */
  public Inbox(
      OperationLog log,
      Supplier<SharedDocument> shared,
      DocumentSigner signer,
      Connection connection)
      throws IOException {
    this.log = log;
    this.shared = shared;
    this.signer = signer;
    this.publisher = new Publisher(connection);
    this.reader = new Reader(connection);
  }

  /**
   * The stored index and where it is.
   *
   * @param index with all of its entries; empty when it, or one of its pages, cannot be used
   * @param pages of the stored index
   */
  private record Stored(Optional<Index> index, List<Index.Page> pages, long sequence) {}

  /**
   * Brings an agent's inbox up to the log.
   *
   * @return revision of the index that is now there; 0 for none
   */
  public long deliver(AgentId agent, Extent extent) {
    while (true) {
      Stored stored = stored(agent);
      Optional<InboxPlan> plan = InboxPlan.of(log.of(agent), shared.get(), stored.index(), extent);
      if (plan.isEmpty()) {
        return stored.index().map(Index::revision).orElse(0L);
      }
      if (write(agent, plan.get(), stored)) {
        return plan.get().revision();
      }
    }
  }

  /** The revision that an agent's index should have. */
  public long revision(AgentId agent) {
    return InboxPlan.indexRevision(log.of(agent), shared.get());
  }

  /** Whether the inbox lags behind what the log wants. */
  public static boolean changed(Ledger before, Ledger after) {
    return before.revision() != after.revision();
  }

  /** Writes the index again as it is, so that the server pushes it to the agent once more. */
  public void nudge(AgentId agent) {
    String subject = Subjects.inboxIndex(agent);
    last(subject)
        .ifPresent(message -> publisher.putAfter(subject, message.data(), message.sequence()));
  }

  /** Removes everything from an inbox. */
  public void empty(AgentId agent) {
    purge(Subjects.INBOX_PREFIX + agent + ".>");
  }

  private boolean write(AgentId agent, InboxPlan plan, Stored stored) {
    for (Index.Entry entry : plan.entries()) {
      byte[] body = plan.bodies().get(entry.key());
      if (body != null) {
        publisher.put(Subjects.inbox(agent, entry.key()), signer.document(agent, entry, body));
      }
    }
    IndexPages layout = IndexPages.of(plan.entries());
    layout.pages().keySet().stream()
        .filter(page -> !stored.pages().contains(page))
        .forEach(
            page ->
                publisher.put(
                    Subjects.inboxPage(agent, page),
                    Objects.requireNonNull(layout.pages().get(page))));
    Append index =
        publisher.putAfter(
            Subjects.inboxIndex(agent),
            signer.index(agent, plan.revision(), layout),
            stored.sequence());
    if (index instanceof Append.Conflict) {
      return false;
    }
    plan.withdrawn().forEach(key -> purge(Subjects.inbox(agent, key)));
    stored.pages().stream()
        .filter(page -> !layout.pages().containsKey(page))
        .forEach(page -> purge(Subjects.inboxPage(agent, page)));
    return true;
  }

  private Stored stored(AgentId agent) {
    Optional<StoredMessage> message = last(Subjects.inboxIndex(agent));
    Optional<Index> signed = message.flatMap(it -> signer.open(agent, it.data()));
    Optional<Index> whole = signed.flatMap(index -> whole(agent, index));
    return new Stored(
        whole,
        whole.isPresent() ? signed.orElseThrow().pages() : List.of(),
        message.map(StoredMessage::sequence).orElse(0L));
  }

  // The signature covers the digests of the pages. A page that is not what it should be is no
  // reason to give up: everything is then written again.
  private Optional<Index> whole(AgentId agent, Index index) {
    if (index.pages().isEmpty()) {
      return Optional.of(index);
    }
    List<Index.Entry> entries = new ArrayList<>();
    for (Index.Page page : index.pages()) {
      Optional<byte[]> bytes =
          last(Subjects.inboxPage(agent, page))
              .map(StoredMessage::data)
              .filter(data -> Digest.of(data).equals(page.digest()));
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      entries.addAll(Json.read(bytes.get(), Index.PageContent.class).entries());
    }
    return Optional.of(index.with(entries));
  }

  private Optional<StoredMessage> last(String subject) {
    return reader.last(Subjects.INBOX_STREAM, subject);
  }

  private void purge(String subject) {
    reader.purge(Subjects.INBOX_STREAM, subject);
  }
}
