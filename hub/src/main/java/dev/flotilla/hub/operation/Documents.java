// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.store.Append;
import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.store.Publisher;
import dev.flotilla.hub.store.Reader;
import dev.flotilla.hub.store.StoredMessage;
import dev.flotilla.hub.store.StreamFollower;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.resource.ResourceKey;
import io.nats.client.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Texts of documents that checkpoints refer to, one message each. A text is written before the
 * checkpoint that refers to it, and goes after that checkpoint went.
 */
final class Documents {
  private static final int SUBJECT_TOKENS = 6;

  private final Connection connection;
  private final Publisher publisher;
  private final Reader reader;
  private final Map<AgentId, Set<DocumentId>> stored = new ConcurrentHashMap<>();
  private final Map<DocumentId, String> loaded = new ConcurrentHashMap<>();

  /** Documents over this connection of the hub's account. */
  Documents(Connection connection) throws IOException {
    this.connection = connection;
    this.publisher = new Publisher(connection);
    this.reader = new Reader(connection);
  }

  /** Reads all of them at once, for a log that is about to be folded. */
  void load() throws InterruptedException {
    try (StreamFollower follower =
        new StreamFollower(connection, HubStreams.DOCUMENTS, this::loaded)) {
      follower.start();
      follower.awaitCaughtUp();
    }
  }

  /** Forgets the texts that were read at once: the log that was folded holds those in use. */
  void unload() {
    loaded.clear();
  }

  /**
   * The text of one.
   *
   * @throws IllegalStateException when it is not there
   */
  String find(AgentId agent, DocumentId id) {
    String text = loaded.get(id);
    return text != null
        ? text
        : reader
            .last(HubStreams.DOCUMENTS, subject(agent, id))
            .map(Documents::text)
            .orElseThrow(() -> new IllegalStateException(id + " is missing"));
  }

  /** Stores those that are not stored yet; returns when they are on disk. */
  void store(AgentId agent, Map<DocumentId, String> documents) {
    Set<DocumentId> known = of(agent);
    documents.forEach(
        (id, text) -> {
          if (!known.contains(id)) {
            // A conflict means that it is there: it never changes.
            Append ignored =
                publisher.putAfter(subject(agent, id), text.getBytes(StandardCharsets.UTF_8), 0);
            known.add(id);
          }
        });
  }

  /** Whether all of them are on disk. */
  boolean hold(AgentId agent, Set<DocumentId> documents) {
    return of(agent).containsAll(documents);
  }

  /** Removes those of an agent that neither its last checkpoint nor its ledger refers to. */
  void prune(Ledger ledger) {
    Set<DocumentId> known = of(ledger.agent());
    Set<DocumentId> present = ledger.documents().keySet();
    for (DocumentId id : Set.copyOf(known)) {
      if (!ledger.tail().documents().contains(id) && !present.contains(id)) {
        reader.purge(HubStreams.DOCUMENTS, subject(ledger.agent(), id));
        known.remove(id);
      }
    }
  }

  private Set<DocumentId> of(AgentId agent) {
    return stored.computeIfAbsent(agent, _ -> ConcurrentHashMap.newKeySet());
  }

  private void loaded(StoredMessage message) {
    String[] token = message.subject().split("\\.", -1);
    if (token.length == SUBJECT_TOKENS) {
      DocumentId id =
          new DocumentId(new OperationId(token[2]), new ResourceKey(token[3], token[4], token[5]));
      of(new AgentId(token[1])).add(id);
      loaded.put(id, text(message));
    }
  }

  private static String text(StoredMessage message) {
    return new String(message.data(), StandardCharsets.UTF_8);
  }

  private static String subject(AgentId agent, DocumentId id) {
    ResourceKey key = id.key();
    return HubStreams.DOCUMENTS_PREFIX
        + String.join(
            ".", agent.value(), id.operation().value(), key.kind(), key.namespace(), key.name());
  }
}
