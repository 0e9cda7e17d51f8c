// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.nats.replica.Asset;
import dev.flotilla.nats.replica.CatchUp;
import dev.flotilla.nats.replica.SeenReplicas;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What every copy must have passed for a set of pods to be complete.
 *
 * @param pods names exactly these pods and processes
 * @param positions of the leaders when these pods were first seen
 * @param least the least that was ever missing
 * @param reported when that was last reported as progress
 */
record Marks(String pods, Map<Asset, Long> positions, long least, Optional<Instant> reported) {
  /** Progress is reported no more often. */
  private static final Duration NEWS = Duration.ofMinutes(1);

  Marks {
    positions = Map.copyOf(positions);
  }

  /**
   * The marks of pods that are seen for the first time. What the pods before them served must be
   * served by these, so a stream that has no leader now keeps the mark that it had.
   */
  static Marks of(String pods, SeenReplicas seen, Optional<Marks> before) {
    Set<Asset> present = seen.assets();
    Map<Asset, Long> positions = new TreeMap<>();
    before.ifPresent(
        marks ->
            marks.positions.forEach(
                (asset, position) -> {
                  if (!asset.isConsumer() || present.contains(asset)) {
                    positions.put(asset, position);
                  }
                }));
    positions.putAll(seen.leaders());
    return new Marks(pods, positions, Long.MAX_VALUE, Optional.empty());
  }

  /** Streams of which no server reports a copy. */
  Set<Asset> vanished(SeenReplicas seen) {
    Set<Asset> streams = new TreeSet<>(positions.keySet());
    streams.removeAll(seen.assets());
    streams.removeIf(asset -> asset.isConsumer() || asset.equals(Asset.META));
    return streams;
  }

  /**
   * With what these pods were not seen to serve before: an asset that had no leader then, or a new
   * one. One that has no leader now has to get one.
   */
  Marks and(SeenReplicas seen) {
    Map<Asset, Long> all = new TreeMap<>(positions);
    seen.leaders().forEach(all::putIfAbsent);
    seen.assets().forEach(asset -> all.putIfAbsent(asset, 0L));
    return new Marks(pods, all, least, reported);
  }

  Marks without(Set<Asset> deleted) {
    Map<Asset, Long> left = new TreeMap<>(positions);
    left.keySet().removeAll(deleted);
    return new Marks(pods, left, least, reported);
  }

  /**
   * The same for no pods in particular: a server that was away without a restart has to have what
   * its leaders have when it is back.
   */
  Marks doubted() {
    return new Marks("", positions, least, reported);
  }

  /** Whether something has come further, so long after the last report that it is worth one. */
  boolean isNews(CatchUp seen, Instant now) {
    return !seen.complete()
        && seen.missing() < least
        && reported.filter(at -> now.isBefore(at.plus(NEWS))).isEmpty();
  }

  Marks reported(CatchUp seen, Instant now) {
    return new Marks(pods, positions, seen.missing(), Optional.of(now));
  }
}
