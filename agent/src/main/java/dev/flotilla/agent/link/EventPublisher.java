// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.event.EventMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends events over the link, while there is one. The caller keeps an event until it is
 * acknowledged.
 */
@ApplicationScoped
public class EventPublisher {
  private static final Logger LOG = Logger.getLogger(EventPublisher.class);

  private final AtomicReference<@Nullable HubSession> session = new AtomicReference<>();

  void attach(@Nullable HubSession current) {
    session.set(current);
  }

  /** Whether there is a session to send over. */
  public boolean connected() {
    HubSession current = session.get();
    return current != null && current.connected();
  }

  /**
   * Sends an event.
   *
   * @param id unique; sending the same id again is harmless
   * @param at when it happened
   * @return true once the hub's store has it; false when it must be sent again later
   */
  public boolean publish(String id, Instant at, AgentEvent event) throws InterruptedException {
    HubSession current = session.get();
    if (current == null || !current.connected()) {
      return false;
    }
    try {
      byte[] data = Json.write(new EventMessage(id, current.agent(), at, event));
      current.publish(event.kind(), id, data);
      return true;
    } catch (IOException lost) {
      LOG.debugf("retrying event %s later: %s", id, lost.getMessage());
      return false;
    }
  }
}
