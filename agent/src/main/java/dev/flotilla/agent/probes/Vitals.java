// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.probes;

import jakarta.enterprise.context.ApplicationScoped;

/** What the process has reached so far. Set by its components, read by probes and metrics. */
@ApplicationScoped
public class Vitals {
  private volatile boolean cachesFilled;
  private volatile boolean leading;

  /** Every informer is synced. */
  public void cachesFilled() {
    cachesFilled = true;
  }

  /** This agent acquired the Lease, or lost it. */
  public void leading(boolean now) {
    leading = now;
  }

  boolean areCachesFilled() {
    return cachesFilled;
  }

  boolean isLeading() {
    return leading;
  }
}
