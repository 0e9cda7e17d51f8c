// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.protocol.AgentId;
import io.nats.client.Message;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.time.Instant;

/**
 * How a message came to the hub.
 *
 * @param agent that sent it
 * @param at when the store received it
 * @param sequence of it in the stream of events
 * @param again whether it was delivered to a hub before
 */
record Arrival(AgentId agent, Instant at, long sequence, boolean again) {
  static Arrival of(Message message) {
    NatsJetStreamMetaData stored = message.metaData();
    return new Arrival(
        Sender.of(message),
        stored.timestamp().toInstant(),
        stored.streamSequence(),
        stored.deliveredCount() > 1);
  }
}
