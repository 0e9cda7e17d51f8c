// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.channel.AgentChannel;
import dev.flotilla.hub.channel.EventIntake;
import dev.flotilla.hub.inbox.Delivery;
import dev.flotilla.hub.store.StoreScoped;

/** What works in the background while the store is open. */
@StoreScoped
final class Workers {
  private final Upkeep upkeep;
  private final Delivery delivery;
  private final EventIntake intake;
  private final AgentChannel channel;

  Workers(Upkeep upkeep, Delivery delivery, EventIntake intake, AgentChannel channel) {
    this.upkeep = upkeep;
    this.delivery = delivery;
    this.intake = intake;
    this.channel = channel;
  }

  // Upkeep pushes revocations first: no revoked agent should reach a hub that works.
  void start() throws InterruptedException {
    upkeep.start();
    delivery.start();
    intake.start();
    channel.start();
  }
}
