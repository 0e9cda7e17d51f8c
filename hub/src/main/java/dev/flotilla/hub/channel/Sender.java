// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.protocol.AgentId;
import io.nats.client.Message;

/**
 * Who sent a message: the agent in its subject, which permissions fix; never the one in its body.
 */
final class Sender {
  private static final int AGENT_TOKEN = 3;

  private Sender() {}

  static AgentId of(Message message) {
    return new AgentId(message.getSubject().split("\\.", -1)[AGENT_TOKEN]);
  }
}
