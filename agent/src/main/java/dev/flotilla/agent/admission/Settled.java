// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

/**
 * What came of entries of the index.
 *
 * @param held the watermark now
 * @param settled false when one of them must be looked at again soon
 */
record Settled(WatermarkStore.Held held, boolean settled) {
  /** This and what came of a later entry. */
  Settled and(Settled later) {
    return new Settled(later.held(), settled && later.settled());
  }
}
