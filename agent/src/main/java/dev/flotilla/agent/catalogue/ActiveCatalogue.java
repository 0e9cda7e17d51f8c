// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.catalogue;

import dev.flotilla.nats.catalogue.Catalogue;
import java.io.IOException;

/**
 * The catalogue by which the agent judges.
 *
 * @param catalogue what it says
 * @param revision of the hub's document that it is from; 0 when it is not from a hub
 */
record ActiveCatalogue(Catalogue catalogue, long revision) {
  /** The one of this build. */
  static ActiveCatalogue bundled() {
    return new ActiveCatalogue(Catalogue.bundled(), 0);
  }

  /**
   * The hub's catalogue unconditionally, so that both judge alike. One that was stored locally
   * applies while it is newer than that of this build.
   *
   * @throws IOException when it cannot be used
   */
  static ActiveCatalogue of(StoredCatalogue stored) throws IOException {
    Catalogue catalogue = Catalogue.read(stored.file());
    return stored.revision() > 0 || catalogue.serial() > Catalogue.bundled().serial()
        ? new ActiveCatalogue(catalogue, stored.revision())
        : bundled();
  }
}
