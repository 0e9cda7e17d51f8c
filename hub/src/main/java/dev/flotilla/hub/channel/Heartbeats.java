// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Presence;
import dev.flotilla.hub.inbox.Inbox;
import dev.flotilla.hub.inbox.InboxPlan;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.event.Heartbeat;
import io.nats.client.Message;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;

/** Notes heartbeats, and delivers again to an agent whose heartbeat reports an old index. */
@StoreScoped
public final class Heartbeats {
  private static final Logger LOG = Logger.getLogger(Heartbeats.class);

  private final Agents agents;
  private final Presence presence;
  private final Inbox inbox;

  /** Heartbeats of these agents. */
  public Heartbeats(Agents agents, Presence presence, Inbox inbox) {
    this.agents = agents;
    this.presence = presence;
    this.inbox = inbox;
  }

  void take(Message message, AgentId agent) {
    try {
      Heartbeat heartbeat = Json.read(message.getData(), Heartbeat.class);
      if (!heartbeat.agent().equals(agent) || !agents.accepted(agent)) {
        return;
      }
      presence.seen(heartbeat);
      if (heartbeat.indexRevision() < inbox.revision(agent)) {
        inbox.deliver(agent, InboxPlan.Extent.CHANGES);
        inbox.nudge(agent);
      }
    } catch (UncheckedIOException | StoreUnavailable dropped) {
      LOG.debugf(dropped, "A heartbeat on %s was dropped", message.getSubject());
    }
  }
}
