// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import dev.flotilla.nats.health.Health.Healthy;
import dev.flotilla.nats.health.Health.Unhealthy;
import dev.flotilla.nats.system.HealthError;
import dev.flotilla.nats.system.JetStreamView;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Judges the reports of the servers. Pure; a probe must follow, see {@link HealthCheck}. */
public final class HealthJudgement {
  private static final List<BiFunction<Expected, Observed, Optional<Unhealthy>>> RULES =
      List.of(
          HealthJudgement::missing,
          HealthJudgement::unexpected,
          HealthJudgement::version,
          HealthJudgement::configuration,
          HealthJudgement::jetStream,
          MetaJudgement::leader,
          MetaJudgement::size,
          MetaJudgement::replicas,
          HealthJudgement::servers,
          HealthJudgement::assets);

  private HealthJudgement() {}

  /** Healthy, or the first thing that is not as expected. */
  public static Health judge(Expected expected, Observed observed) {
    return RULES.stream()
        .flatMap(rule -> rule.apply(expected, observed).stream())
        .findFirst()
        .map(Health.class::cast)
        .orElseGet(() -> new Healthy(MetaJudgement.elsewhere(expected, observed)));
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
                    .map(error -> name + " " + error.sentence(observed.accounts())))
        .findFirst();
  }

  private static boolean runsJetStream(Observed observed, String name) {
    JetStreamView view = observed.jetStream().get(name);
    return view != null && !view.disabled();
  }

  private static boolean differs(Optional<String> wanted, Optional<String> given) {
    return wanted.isPresent() && !wanted.equals(given);
  }

  static List<String> sorted(Expected expected, Predicate<String> which) {
    return expected.servers().keySet().stream().filter(which).sorted().toList();
  }

  static String names(Collection<String> servers) {
    return String.join(", ", servers);
  }

  static Optional<Unhealthy> unless(boolean holds, Reason reason, String sentence) {
    return holds ? Optional.empty() : Optional.of(new Unhealthy(reason, sentence));
  }
}
