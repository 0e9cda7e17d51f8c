// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import dev.flotilla.nats.system.HealthError;
import dev.flotilla.nats.system.JetStreamView;
import dev.flotilla.nats.system.MetaGroup;
import dev.flotilla.nats.system.ServerHealth;
import dev.flotilla.nats.system.ServerVariables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The reports of the servers, each of the first three maps by server name; a server that did not
 * answer in time is absent.
 *
 * @param variables version, start and configuration digest
 * @param health the server's own health
 * @param jetStream JetStream as the server sees it; the meta leader may be one of another cluster
 * @param accounts names of accounts by their public keys, as far as they are known
 */
public record Observed(
    Map<String, ServerVariables> variables,
    Map<String, ServerHealth> health,
    Map<String, JetStreamView> jetStream,
    Map<String, String> accounts) {
  public Observed {
    variables = Map.copyOf(variables);
    health = Map.copyOf(health);
    jetStream = Map.copyOf(jetStream);
    accounts = Map.copyOf(accounts);
  }

  /** Where no account is named. */
  Observed(
      Map<String, ServerVariables> variables,
      Map<String, ServerHealth> health,
      Map<String, JetStreamView> jetStream) {
    this(variables, health, jetStream, Map.of());
  }

  /** The same with names of accounts that servers report errors about. */
  Observed named(Map<String, String> names) {
    return new Observed(variables, health, jetStream, names);
  }

  /** The same with JetStream as more servers see it. */
  Observed with(Map<String, JetStreamView> more) {
    Map<String, JetStreamView> all = new TreeMap<>(jetStream);
    all.putAll(more);
    return new Observed(variables, health, all, accounts);
  }

  /** A meta leader that servers name, but that has not answered itself. */
  Optional<String> silentMetaLeader() {
    return jetStream.values().stream()
        .flatMap(view -> Stream.ofNullable(view.metaGroup()))
        .filter(MetaGroup::hasLeader)
        .flatMap(group -> Stream.ofNullable(group.leader()))
        .filter(leader -> !jetStream.containsKey(leader))
        .findFirst();
  }

  Optional<String> version(String server) {
    return Optional.ofNullable(variables.get(server)).map(ServerVariables::version);
  }

  Optional<String> configurationDigest(String server) {
    ServerVariables known = variables.get(server);
    return known == null ? Optional.empty() : Optional.ofNullable(known.configurationDigest());
  }

  /** The errors that the server reports; empty when it is healthy or silent. */
  List<HealthError> errors(String server) {
    ServerHealth reported = health.get(server);
    if (reported == null || reported.healthy()) {
      return List.of();
    }
    String words = Objects.requireNonNullElse(reported.error(), reported.status());
    return reported.errors().isEmpty()
        ? List.of(new HealthError("SERVER", null, null, null, words))
        : reported.errors();
  }
}
