// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.trust.KeySet;
import java.io.IOException;
import java.util.Optional;

/** What the hub wrote for this agent, as it is now. Nothing of it is verified yet. */
public interface HubInbox {
  /** The agent that it belongs to. */
  AgentId agent();

  /** The keys that a pinned root vouches for. */
  KeySet keySet();

  /** The signed index; empty while the hub wrote none. */
  Optional<Envelope> index() throws IOException, InterruptedException;

  /** The signed document of a resource; empty when there is none. */
  Optional<Envelope> document(ResourceKey key) throws IOException, InterruptedException;

  /** The bytes of a page of the index; empty when there is none of that name any more. */
  Optional<byte[]> page(Index.Page page) throws IOException, InterruptedException;

  /**
   * A complete document, whose body is fetched from the hub where it travels by digest.
   *
   * @throws IOException when the hub does not send it, or sends another one
   */
  Document whole(Document document) throws IOException, InterruptedException;

  /** Has the hub sign everything again, and adopts the keys that its root vouches for. */
  void sync() throws IOException, InterruptedException;
}
