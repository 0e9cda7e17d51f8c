// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.subject.Subjects;

/** A service that accepted agents call; found by injection. */
interface AgentService {
  /** The last token of its subject. */
  Subjects.Service verb();

  /**
   * Serves one call.
   *
   * @throws java.io.UncheckedIOException when the request cannot be read
   */
  ServiceReply serve(AgentId agent, byte[] request);

  /** Whether the hub waits for a call of this agent, which then counts towards no allowance. */
  default boolean due(AgentId agent) {
    return false;
  }
}
