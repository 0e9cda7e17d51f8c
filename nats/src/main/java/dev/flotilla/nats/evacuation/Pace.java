// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.evacuation;

import java.time.Duration;

/**
 * How clients are asked to go elsewhere: a batch at a time, the next when those before it have
 * arrived, so that the other servers are never greeted by all at once.
 *
 * @param clients how many are asked in all; the rest is left to the server's own lame duck mode
 * @param batch how many at once
 */
record Pace(int clients, int batch) {
  static final int MOST = 5000;

  /** How long a batch is waited for: some clients do not come back at once, or ever. */
  static final Duration LONGEST = Duration.ofMillis(250);

  private static final int BATCHES = 20;
  private static final int SMALLEST = 10;

  /** About twenty batches, of ten clients at least. */
  static Pace of(int connected) {
    int clients = Math.min(connected, MOST);
    return new Pace(clients, Math.max(SMALLEST, Math.ceilDiv(clients, BATCHES)));
  }
}
