// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import static dev.flotilla.nats.health.HealthJudgement.names;
import static dev.flotilla.nats.health.HealthJudgement.sorted;
import static dev.flotilla.nats.health.HealthJudgement.unless;

import dev.flotilla.nats.health.Health.Unhealthy;
import dev.flotilla.nats.system.JetStreamView;
import dev.flotilla.nats.system.MetaGroup;
import dev.flotilla.nats.system.MetaReplica;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Judges what servers report of their meta group. Pure. */
final class MetaJudgement {
  private MetaJudgement() {}

  static Optional<Unhealthy> leader(Expected expected, Observed observed) {
    List<String> leaders =
        metaGroups(expected, observed)
            .filter(MetaGroup::hasLeader)
            .map(MetaGroup::leader)
            .filter(Objects::nonNull)
            .toList();
    boolean agreed = leaders.size() == expected.servers().size() && Set.copyOf(leaders).size() == 1;
    return unless(
        agreed || !grouped(expected), Reason.NO_META_LEADER, leaderless(expected, observed));
  }

  /** Where clusters are joined, the others may be what is missing. */
  private static String leaderless(Expected expected, Observed observed) {
    int most = metaGroups(expected, observed).mapToInt(MetaGroup::size).max().orElse(0);
    return expected.joint().isEmpty() || most <= expected.servers().size()
        ? "The servers do not agree on a meta leader."
        : "The servers do not agree on a meta leader: the meta group has "
            + most
            + " servers across the supercluster, and a majority of them must be connected.";
  }

  static Optional<Unhealthy> size(Expected expected, Observed observed) {
    int own = expected.servers().size();
    List<Integer> sizes =
        metaGroups(expected, observed)
            .map(MetaGroup::size)
            .filter(size -> expected.joint().isEmpty() ? size != own : size < own)
            .toList();
    return unless(
            sizes.isEmpty(),
            Reason.META_GROUP_SIZE,
            "The meta group has " + sizes + " servers instead of " + own + ".")
        .or(() -> guest(expected, observed));
  }

  /**
   * Servers that were to join a meta group must not have made one of their own: two that meet later
   * do not become one.
   */
  private static Optional<Unhealthy> guest(Expected expected, Observed observed) {
    int own = expected.servers().size();
    boolean alone =
        expected.joint().filter(JointCluster::guest).isPresent()
            && metaGroups(expected, observed).anyMatch(group -> group.size() <= own);
    return unless(
        !alone,
        Reason.META_GROUP_SIZE,
        "The meta group only has the servers of this cluster: no gateway has connected them to the home yet.");
  }

  static Optional<Unhealthy> replicas(Expected expected, Observed observed) {
    List<String> behind =
        behind(expected, observed)
            .filter(name -> expected.joint().isEmpty() || expected.servers().containsKey(name))
            .toList();
    return unless(
        behind.isEmpty(),
        Reason.META_REPLICA_BEHIND,
        names(behind) + " has not caught up with the meta leader.");
  }

  /** Problems of the shared meta group at other clusters. */
  static Optional<String> elsewhere(Expected expected, Observed observed) {
    if (expected.joint().isEmpty() || !grouped(expected)) {
      return Optional.empty();
    }
    if (leadersView(expected, observed).isEmpty()) {
      return Optional.of("The meta leader, a server of another cluster, does not respond.");
    }
    List<String> behind = behind(expected, observed).toList();
    return behind.isEmpty()
        ? Optional.empty()
        : Optional.of(
            names(behind)
                + ", of another cluster of the supercluster, has not caught up with the meta leader: it may be rolling.");
  }

  private static Stream<String> behind(Expected expected, Observed observed) {
    return leadersView(expected, observed).stream()
        .flatMap(group -> group.replicas().stream())
        .filter(replica -> !replica.current() || replica.offline())
        .map(MetaReplica::name)
        .distinct()
        .sorted();
  }

  private static Stream<MetaGroup> metaGroups(Expected expected, Observed observed) {
    if (!grouped(expected)) {
      return Stream.empty();
    }
    return sorted(expected, name -> true).stream()
        .map(observed.jetStream()::get)
        .filter(Objects::nonNull)
        .map(JetStreamView::metaGroup)
        .filter(Objects::nonNull);
  }

  /** Followers list the replicas too, but with outdated states. */
  private static Optional<MetaGroup> leadersView(Expected expected, Observed observed) {
    return metaGroups(expected, observed)
        .map(MetaGroup::leader)
        .filter(Objects::nonNull)
        .findFirst()
        .map(observed.jetStream()::get)
        .map(JetStreamView::metaGroup);
  }

  /** A single server has no meta group. */
  private static boolean grouped(Expected expected) {
    return expected.jetStream() && expected.servers().size() > 1;
  }
}
