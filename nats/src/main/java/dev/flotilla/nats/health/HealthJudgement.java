// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import dev.flotilla.nats.health.Health.Healthy;
import dev.flotilla.nats.health.Health.Unhealthy;
import dev.flotilla.nats.system.HealthError;
import dev.flotilla.nats.system.JetStreamView;
import dev.flotilla.nats.system.MetaGroup;
import dev.flotilla.nats.system.MetaReplica;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Judges the reports of the servers. Pure; a probe must follow, see {@link HealthCheck}. */
public final class HealthJudgement {
  private static final List<BiFunction<Expected, Observed, Optional<Unhealthy>>> RULES =
      List.of(
          HealthJudgement::missing,
          HealthJudgement::unexpected,
          HealthJudgement::version,
          HealthJudgement::configuration,
          HealthJudgement::jetStream,
          HealthJudgement::metaLeader,
          HealthJudgement::metaSize,
          HealthJudgement::metaReplicas,
          HealthJudgement::servers,
          HealthJudgement::assets);

  private HealthJudgement() {}

  /** Healthy, or the first thing that is not as expected. */
  public static Health judge(Expected expected, Observed observed) {
    return RULES.stream()
        .flatMap(rule -> rule.apply(expected, observed).stream())
        .findFirst()
        .map(Health.class::cast)
        .orElseGet(() -> new Healthy(elsewhere(expected, observed)));
  }

  private static Optional<Unhealthy> missing(Expected expected, Observed observed) {
    Set<String> variables = observed.variables().keySet();
    Set<String> health = observed.health().keySet();
    List<String> silent =
        sorted(expected, name -> !variables.contains(name) || !health.contains(name));
    return unless(
        silent.isEmpty(), Reason.SERVERS_MISSING, "No response from " + names(silent) + ".");
  }

  private static Optional<Unhealthy> unexpected(Expected expected, Observed observed) {
    List<String> strangers =
        observed.variables().keySet().stream()
            .filter(name -> !expected.servers().containsKey(name))
            .sorted()
            .toList();
    return unless(
        strangers.isEmpty(),
        Reason.UNEXPECTED_SERVER,
        names(strangers) + " responds in this cluster but is not part of it.");
  }

  private static Optional<Unhealthy> version(Expected expected, Observed observed) {
    List<String> different =
        sorted(expected, name -> differs(expected.server(name).version(), observed.version(name)));
    return unless(
        different.isEmpty(), Reason.VERSION_DIFFERS, names(different) + " runs another version.");
  }

  private static Optional<Unhealthy> configuration(Expected expected, Observed observed) {
    List<String> different =
        sorted(
            expected,
            name ->
                differs(
                    expected.server(name).configurationDigest(),
                    observed.configurationDigest(name)));
    return unless(
        different.isEmpty(),
        Reason.CONFIGURATION_DIFFERS,
        names(different) + " has not loaded the desired configuration.");
  }

  private static Optional<Unhealthy> jetStream(Expected expected, Observed observed) {
    List<String> different =
        sorted(expected, name -> runsJetStream(observed, name) != expected.jetStream());
    String words =
        expected.jetStream()
            ? " runs without JetStream, as with a full volume; its log has the reason."
            : " runs JetStream.";
    return unless(different.isEmpty(), Reason.JETSTREAM_DIFFERS, names(different) + words);
  }

  private static Optional<Unhealthy> metaLeader(Expected expected, Observed observed) {
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

  private static Optional<Unhealthy> metaSize(Expected expected, Observed observed) {
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

  private static Optional<Unhealthy> metaReplicas(Expected expected, Observed observed) {
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
  private static Optional<String> elsewhere(Expected expected, Observed observed) {
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

  private static Optional<Unhealthy> servers(Expected expected, Observed observed) {
    return firstError(expected, observed, error -> !error.concernsAsset())
        .map(sentence -> new Unhealthy(Reason.SERVER_UNHEALTHY, sentence));
  }

  private static Optional<Unhealthy> assets(Expected expected, Observed observed) {
    return firstError(expected, observed, HealthError::concernsAsset)
        .map(sentence -> new Unhealthy(Reason.ASSET_UNHEALTHY, sentence));
  }

  private static Optional<String> firstError(
      Expected expected, Observed observed, Predicate<HealthError> concerns) {
    return sorted(expected, name -> true).stream()
        .flatMap(
            name ->
                observed.errors(name).stream()
                    .filter(concerns)
                    .map(error -> name + " reports: " + error.error()))
        .findFirst();
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

  private static boolean runsJetStream(Observed observed, String name) {
    JetStreamView view = observed.jetStream().get(name);
    return view != null && !view.disabled();
  }

  private static boolean differs(Optional<String> wanted, Optional<String> given) {
    return wanted.isPresent() && !wanted.equals(given);
  }

  private static List<String> sorted(Expected expected, Predicate<String> which) {
    return expected.servers().keySet().stream().filter(which).sorted().toList();
  }

  private static String names(Collection<String> servers) {
    return String.join(", ", servers);
  }

  private static Optional<Unhealthy> unless(boolean holds, Reason reason, String sentence) {
    return holds ? Optional.empty() : Optional.of(new Unhealthy(reason, sentence));
  }
}
