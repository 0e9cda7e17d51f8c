// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.settings;

import io.smallrye.config.SmallRyeConfigBuilder;

/** Reads the settings before Quarkus starts, from the same sources. */
public final class HubSettings {
  private HubSettings() {}

  /** System properties and environment, with defaults filled in. */
  public static HubConfig read() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDefaultSources()
        .addDiscoveredConverters()
        .withMapping(HubConfig.class)
        .build()
        .getConfigMapping(HubConfig.class);
  }
}
