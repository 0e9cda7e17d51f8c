// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

/** Announces within the agent which session is current, and whether it is connected. */
@ApplicationScoped
class LinkAnnouncements {
  private final EventPublisher publisher;
  private final Instance<HubListener> listeners;
  private final LinkState state;

  LinkAnnouncements(EventPublisher publisher, Instance<HubListener> listeners, LinkState state) {
    this.publisher = publisher;
    this.listeners = listeners;
    this.state = state;
  }

  /** Events travel over this session from now on. */
  void opened(HubSession session) {
    publisher.attach(session);
  }

  void connected(HubSession session) {
    state.connected(true);
    state.is("linked as " + session.agent());
    listeners.forEach(HubListener::connected);
  }

  void lost() {
    state.connected(false);
    state.is("connection lost; reconnecting");
  }

  void closed() {
    publisher.attach(null);
    state.connected(false);
  }
}
