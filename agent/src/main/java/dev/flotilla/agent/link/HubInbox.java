// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.trust.KeySet;
import java.io.IOException;
import java.util.Optional;

/** What the hub wrote for this agent, as it stands now. Nothing of it is judged yet. */
public interface HubInbox {
  /** Whose inbox it is. */
  AgentId agent();

  /** The keys that a pinned root vouches for. */
  KeySet keySet();

  /** The signed index; empty while the hub wrote none. */
  Optional<Envelope> index() throws IOException, InterruptedException;

  /** The signed document of a resource; empty when there is none. */
  Optional<Envelope> document(ResourceKey key) throws IOException, InterruptedException;

  /** Lets the hub sign everything again, and adopts the keys that its root vouches for. */
  void sync() throws IOException, InterruptedException;
}
