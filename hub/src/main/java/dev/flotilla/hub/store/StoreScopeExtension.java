// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.MetaAnnotations;

/** Registers {@link StoreScoped} while the hub is built. */
public final class StoreScopeExtension implements BuildCompatibleExtension {
  /** Called by the container; beans of the scope have no proxies. */
  @Discovery
  public void register(MetaAnnotations annotations) {
    annotations.addContext(StoreScoped.class, false, StoreContext.class);
  }
}
