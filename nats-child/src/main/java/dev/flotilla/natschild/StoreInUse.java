// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.natschild;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Startup is refused: another server uses the store, and it cannot be shown that an earlier hub
 * started it.
 */
final class StoreInUse extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  StoreInUse(Path store, Optional<Long> pid) {
    super(
        "STORE_IN_USE: %s already uses %s and was not started by a hub on this store. %s"
            .formatted(
                pid.map(id -> "process " + id).orElse("a process of another container or machine"),
                store,
                pid.map(
                        id ->
                            "If it is a stale nats-server, stop it (kill "
                                + id
                                + ") and start the hub again.")
                    .orElse("Stop it there, then start the hub again.")));
  }
}
