// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.catalogue;

import dev.flotilla.nats.catalogue.Catalogue;
import jakarta.enterprise.context.ApplicationScoped;

/** The catalogue by which passes and plans judge. */
@ApplicationScoped
public class Catalogues {
  /** The one of this build. */
  public Catalogue active() {
    return Catalogue.bundled();
  }
}
