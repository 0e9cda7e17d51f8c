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
import dev.flotilla.protocol.Subjects;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.resource.ResourceKey;
import io.nats.client.Connection;
import java.io.IOException;
import java.util.Optional;

/**
 * Writes agents' inboxes from the operation log: documents first, then the index that announces
 * them, so that an agent that follows the index finds everything it names. The index is written by
 * compare-and-set; whoever loses plans again. Level-triggered: after a crash at any instant the
 * next delivery completes it.
 */
public final class Inbox {
  private final OperationLog log;
  private final DocumentSigner signer;
  private final Publisher publisher;
  private final Reader reader;

  /** Inboxes over this connection of the hub's account. */
  public Inbox(OperationLog log, DocumentSigner signer, Connection connection) throws IOException {
    this.log = log;
    this.signer = signer;
    this.publisher = new Publisher(connection);
    this.reader = new Reader(connection);
  }

  /** The stored index and where it is. */
  private record Stored(Optional<Index> index, long sequence) {}

  /**
   * Brings an agent's inbox up to the log.
   *
   * @return revision of the index that is now there; 0 for none
   */
  public long deliver(AgentId agent, Extent extent) {
    while (true) {
      Stored stored = stored(agent);
      Optional<InboxPlan> plan = InboxPlan.of(log.of(agent), stored.index(), extent);
      if (plan.isEmpty()) {
        return stored.index().map(Index::revision).orElse(0L);
      }
      if (write(agent, plan.get(), stored.sequence())) {
        return plan.get().revision();
      }
    }
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

  /** Takes everything out of an inbox. */
  public void empty(AgentId agent) {
    purge(Subjects.INBOX_PREFIX + agent + ".>");
  }

  private boolean write(AgentId agent, InboxPlan plan, long expected) {
    for (Index.Entry entry : plan.entries()) {
      byte[] body = plan.bodies().get(entry.key());
      if (body != null) {
        publisher.put(Subjects.inbox(agent, entry.key()), signer.document(agent, entry, body));
      }
    }
    Append index =
        publisher.putAfter(Subjects.inboxIndex(agent), signer.index(agent, plan), expected);
    if (index instanceof Append.Conflict) {
      return false;
    }
    for (ResourceKey key : plan.withdrawn()) {
      purge(Subjects.inbox(agent, key));
    }
    return true;
  }

  private Stored stored(AgentId agent) {
    return last(Subjects.inboxIndex(agent))
        .map(message -> new Stored(signer.open(agent, message.data()), message.sequence()))
        .orElseGet(() -> new Stored(Optional.empty(), 0));
  }

  private Optional<StoredMessage> last(String subject) {
    return reader.last(Subjects.INBOX_STREAM, subject);
  }

  private void purge(String subject) {
    reader.purge(Subjects.INBOX_STREAM, subject);
  }
}
