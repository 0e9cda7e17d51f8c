// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.link.HubInbox;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.trust.KeySet;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The inbox during one reading: each document is read once, so that what is judged is what is
 * written afterwards.
 */
final class ReadOnceInbox implements HubInbox {
  private final HubInbox inbox;
  private final Map<ResourceKey, Optional<Envelope>> documents = new HashMap<>();
  private final Map<String, Document> whole = new HashMap<>();

  ReadOnceInbox(HubInbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public AgentId agent() {
    return inbox.agent();
  }

  @Override
  public KeySet keySet() {
    return inbox.keySet();
  }

  @Override
  public Optional<Envelope> index() throws IOException, InterruptedException {
    return inbox.index();
  }

  @Override
  public Optional<byte[]> page(Index.Page page) throws IOException, InterruptedException {
    return inbox.page(page);
  }

  @Override
  public Optional<Envelope> document(ResourceKey key) throws IOException, InterruptedException {
    Optional<Envelope> known = documents.get(key);
    if (known == null) {
      known = inbox.document(key);
      documents.put(key, known);
    }
    return known;
  }

  @Override
  public Document whole(Document document) throws IOException, InterruptedException {
    if (document.body().inline().isPresent()) {
      return document;
    }
    Document known = whole.get(document.digest());
    if (known == null) {
      known = inbox.whole(document);
      whole.put(document.digest(), known);
    }
    return document.with(known.body());
  }

  @Override
  public void sync() throws IOException, InterruptedException {
    inbox.sync();
  }
}
