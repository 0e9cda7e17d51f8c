// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import dev.flotilla.nats.system.JetStreamView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Servers whose streams have reached the limit of the file store. Such a server is healthy in every
 * other respect: it serves what it has, and refuses to store more.
 */
public final class FullStores {
  private static final long MEBIBYTE = 1 << 20;

  private FullStores() {}

  /** Which servers these are, in a sentence; empty when there is none. */
  public static Optional<String> of(Map<String, JetStreamView> servers) {
    Map<String, JetStreamView> full = new TreeMap<>(servers);
    full.values().removeIf(view -> view.disabled() || !view.full());
    return full.isEmpty()
        ? Optional.empty()
        : Optional.of(
            full.entrySet().stream()
                .map(server -> server.getKey() + " " + filled(server.getValue()))
                .collect(Collectors.joining(", ", "The file store is full: ", ".")));
  }

  static Optional<String> of(Observed observed) {
    return of(observed.jetStream());
  }

  private static String filled(JetStreamView view) {
    return "%,d of %,d MiB"
        .formatted(view.storedBytes() / MEBIBYTE, view.fileLimit().orElse(0) / MEBIBYTE);
  }
}
