// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.agent.settings.AgentSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** The state of the link, for health and metrics. */
@ApplicationScoped
public class LinkState {
  private static final Logger LOG = Logger.getLogger(LinkState.class);

  private final boolean expected;
  private volatile boolean roundTripDone;
  private volatile boolean connected;
  private volatile String word = "not started";
  private final AtomicLong indexRevision = new AtomicLong();

  LinkState(AgentSettings settings) {
    this.expected = settings.hub().enabled();
  }

  /**
   * Whether this process has had one answer of the hub, or needs none. Once true it stays so:
   * losing the hub later is no reason to restart an agent whose data planes are running.
   */
  public boolean proven() {
    return !expected || roundTripDone;
  }

  /** Whether there is a connection now. */
  public boolean connected() {
    return connected;
  }

  /** The state of the link, as a message. */
  public String word() {
    return expected ? word : "no hub is configured";
  }

  /** Revision of the index that the agent holds. */
  public long indexRevision() {
    return indexRevision.get();
  }

  void roundTrip() {
    roundTripDone = true;
  }

  void connected(boolean now) {
    connected = now;
  }

  void holds(long revision) {
    indexRevision.set(revision);
  }

  /** Logs a change of the message once. */
  void is(String now) {
    if (!now.equals(word)) {
      word = now;
      LOG.infof("hub: %s", now);
    }
  }
}
