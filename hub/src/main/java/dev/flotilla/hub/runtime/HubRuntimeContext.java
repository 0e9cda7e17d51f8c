// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.keys.DirectoryKeyStore;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.hub.settings.HubConfig;
import dev.flotilla.hub.settings.HubNames;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * What everything in the hub is made from.
 *
 * @param config settings
 * @param keys what it signs with
 * @param names how it is reached
 * @param clock the hub's clock
 * @param random the source of secrets and ids
 */
record HubRuntimeContext(
    HubConfig config, HubKeys keys, HubNames names, Clock clock, SecureRandom random) {

  /** Opens the keys that the settings name. */
  static HubRuntimeContext open(HubConfig config, Clock clock) throws IOException {
    HubKeys keys = HubKeys.open(new DirectoryKeyStore(config.keysDir()));
    return new HubRuntimeContext(
        config, keys, HubNames.of(config, keys.identity()), clock, new SecureRandom());
  }

  /** Whether the nats-server is the hub's child. */
  boolean ownServer() {
    return config.nats().mode() == HubConfig.Nats.Mode.CHILD;
  }

  /** The data folder, absolute. */
  Path dataFolder() {
    return config.dataDir().toAbsolutePath().normalize();
  }

  /** Where the hub itself connects. */
  String natsUrl() {
    return config.nats().url().orElseGet(() -> "tls://127.0.0.1:" + config.nats().port());
  }
}
