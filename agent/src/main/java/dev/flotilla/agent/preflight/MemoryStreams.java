// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.upgrade.AssetConfiguration;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Streams in the memory of one server, which lose their messages when it restarts. Those with
 * replicas are filled from the other servers.
 */
final class MemoryStreams {
  static final String CODE = FindingCode.MEMORY_STREAMS.name();
  private static final int NAMED = 5;

  private MemoryStreams() {}

  static Optional<Problem> judge(List<AssetConfiguration> assets) {
    List<String> lost =
        assets.stream()
            .filter(asset -> asset.isSingle() && asset.isInMemory())
            .map(AssetConfiguration::toString)
            .toList();
    if (lost.isEmpty()) {
      return Optional.empty();
    }
    String named = String.join(", ", lost.subList(0, Math.min(NAMED, lost.size())));
    String more = lost.size() > NAMED ? " and " + (lost.size() - NAMED) + " more" : "";
    return Optional.of(
        new Problem(
            CODE,
            "a stream in the memory of one server loses its messages when that server restarts: %s%s"
                .formatted(named, more),
            "Copy what is needed, or give the stream replicas; %s in spec.waivers goes ahead all the same."
                .formatted(CODE)));
  }
}
