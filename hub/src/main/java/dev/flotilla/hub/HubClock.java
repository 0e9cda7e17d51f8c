// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Where the hub reads its machine's clock; everything else is given this one. */
final class HubClock {
  private HubClock() {}

  @Produces
  @Singleton
  static Clock clock() {
    return Clock.systemUTC();
  }
}
