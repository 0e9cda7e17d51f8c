// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

/**
 * The result for entries of the index.
 *
 * @param held the watermark now
 * @param settled false when one of them must be read again soon
 */
record Settled(WatermarkStore.Held held, boolean settled) {
  /** Combines this with the result for a later entry. */
  Settled and(Settled later) {
    return new Settled(later.held(), settled && later.settled());
  }
}
