// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.nats.upgrade.ByteSize;
import dev.flotilla.nats.upgrade.ServerStore;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.util.List;

/**
 * Servers that are nearly full. One that catches up needs room, and one without room stops
 * JetStream altogether.
 */
final class DiskHeadroom {
  /** The share from which a server is reported. */
  private static final int NEARLY_FULL_PERCENT = 80;

  private static final int WHOLE = 100;

  private DiskHeadroom() {}

  /** A warning for each. */
  static List<Problem> judge(List<ServerStore> stores) {
    return stores.stream()
        .filter(store -> store.limitBytes() > 0 && percent(store) >= NEARLY_FULL_PERCENT)
        .map(DiskHeadroom::warning)
        .toList();
  }

  private static long percent(ServerStore store) {
    return Math.round((double) WHOLE * store.usedBytes() / store.limitBytes());
  }

  private static Problem warning(ServerStore store) {
    return new Problem(
        Code.DISK_HEADROOM,
        "%s stores %s of at most %s (%d %%)"
            .formatted(
                store.server(),
                new ByteSize(store.usedBytes()),
                new ByteSize(store.limitBytes()),
                percent(store)),
        "A server that runs out of space stops JetStream. Delete what is not needed, or limit the streams, before servers have to catch up.");
  }
}
