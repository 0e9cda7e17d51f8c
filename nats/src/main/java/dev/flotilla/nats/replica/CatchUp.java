// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.replica;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the copies on servers have passed marks, the positions of their leaders at an earlier
 * moment. What a leader wrote since does not count: a copy of a busy stream is never level with its
 * leader. {@code current} does not count either: servers say it of copies that are far behind, and
 * of servers that have stopped.
 *
 * @param gaps what is missing, the largest first
 */
public record CatchUp(List<Gap> gaps) {
  /** Members say something every second. */
  private static final Duration SILENT = Duration.ofSeconds(5);

  public CatchUp {
    gaps = List.copyOf(gaps);
  }

  /**
   * The gaps.
   *
   * @param marks positions that every copy must have passed
   * @param servers names of the servers that count; members elsewhere do not
   */
  public static CatchUp of(Map<Asset, Long> marks, Set<String> servers, SeenReplicas seen) {
    List<Gap> gaps = new ArrayList<>();
    marks.forEach((asset, mark) -> judge(asset, mark, servers, seen, gaps));
    gaps.sort(Comparator.comparingLong(Gap::missing).reversed().thenComparing(Gap::words));
    return new CatchUp(gaps);
  }

  /** Whether every copy has passed its mark. */
  public boolean complete() {
    return gaps.isEmpty();
  }

  /** Whether a server was not heard: it will owe more than it owes now. */
  public boolean silence() {
    return gaps.stream().anyMatch(Gap::isSilence);
  }

  /** All that is missing; falls as servers catch up. */
  public long missing() {
    return gaps.stream().mapToLong(Gap::missing).sum();
  }

  /** The largest gap, and how many there are besides. */
  public Optional<String> sentence() {
    int others = gaps.size() - 1;
    return gaps.stream()
        .findFirst()
        .map(gap -> gap.words() + (others > 0 ? " " + others + " more copies are behind." : ""));
  }

  private static void judge(
      Asset asset, long mark, Set<String> servers, SeenReplicas seen, List<Gap> gaps) {
    Optional<SeenReplicas.Leading> leading = seen.leading(asset);
    if (leading.isEmpty()) {
      leaderless(asset, servers, seen).ifPresent(gaps::add);
      return;
    }
    for (String server : servers) {
      member(asset, server, leading.get(), mark, seen).ifPresent(gaps::add);
    }
  }

  /** An asset that no server knows was deleted. */
  private static Optional<Gap> leaderless(Asset asset, Set<String> servers, SeenReplicas seen) {
    Optional<String> holder =
        servers.stream().filter(server -> seen.of(server, asset).isPresent()).sorted().findFirst();
    Optional<String> supposed = seen.supposedLeader(asset);
    boolean elsewhere = supposed.isPresent() && !servers.contains(supposed.get());
    if (holder.isEmpty() || elsewhere) {
      return Optional.empty();
    }
    return Optional.of(
        supposed
            .map(
                leader ->
                    Gap.of(leader, asset, leader + " leads " + asset + " but does not say so."))
            .orElseGet(() -> Gap.of(holder.get(), asset, "There is no leader of " + asset + ".")));
  }

  private static Optional<Gap> member(
      Asset asset, String server, SeenReplicas.Leading leading, long mark, SeenReplicas seen) {
    Optional<Replica.Peer> peer = leading.replica().peer(server);
    if (server.equals(leading.server()) || peer.isEmpty()) {
      return Optional.empty();
    }
    long due = Math.min(mark, leading.replica().position());
    Optional<Replica> copy = seen.of(server, asset);
    if (copy.isEmpty()) {
      return Optional.of(
          seen.servers().containsKey(server)
              ? Gap.absent(server, asset, due)
              : Gap.of(server, asset, server + " does not say how far it is on " + asset + "."));
    }
    return copy.get().position() < due
        ? Optional.of(Gap.behind(server, asset, copy.get().position(), due))
        : heard(asset, peer.get(), leading);
  }

  private static Optional<Gap> heard(Asset asset, Replica.Peer peer, SeenReplicas.Leading leading) {
    if (!peer.offline() && peer.silence().compareTo(SILENT) < 0) {
      return Optional.empty();
    }
    String words =
        "%s, which leads %s, has not heard from %s for %d s."
            .formatted(leading.server(), asset, peer.name(), peer.silence().toSeconds());
    return Optional.of(Gap.of(peer.name(), asset, words));
  }
}
