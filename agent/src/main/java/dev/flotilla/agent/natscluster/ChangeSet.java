// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.addon.AddonDraft;
import dev.flotilla.agent.credentials.AccessDraft;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.servers.DesiredServers;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that a document asks of the objects of its NatsCluster. {@link ChangePlanner} computes
 * it from what is there; the pass carries it out, the plan of a deploy tries it.
 *
 * @param blueprint of the objects; without a configuration while there is no aim
 * @param aim the servers as they should be; empty while there can be none
 * @param secrets keys, credentials and certificates, before everything else
 * @param children what is in place before the servers are touched
 * @param servers the StatefulSet at rest and the budget: the roll brings them there step by step
 * @param addons what comes after the servers, and holds nothing up
 * @param problems why nothing may be done, besides what single changes refuse
 * @param awaited what has to come from elsewhere after the Secrets and before all else
 */
public record ChangeSet(
    Blueprint blueprint,
    Optional<Aim> aim,
    List<Change> secrets,
    List<Change> children,
    List<Change> servers,
    AddonDraft addons,
    List<Problem> problems,
    Optional<Problem> awaited) {
  /**
   * Servers that can be.
   *
   * @param servers what they should be
   * @param access who may log in
   */
  public record Aim(DesiredServers servers, AccessDraft.Usable access) {}

  public ChangeSet {
    secrets = List.copyOf(secrets);
    children = List.copyOf(children);
    servers = List.copyOf(servers);
    problems = List.copyOf(problems);
  }

  /**
   * What is done in turn, add-ons apart. Where anything cannot be, nothing is done: then it is what
   * is refused.
   */
  public List<Change> inTurn() {
    List<Change> all = Stream.of(secrets, children, servers).flatMap(List::stream).toList();
    List<Change> refused = all.stream().filter(change -> change.refusal().isPresent()).toList();
    if (!problems.isEmpty() || !refused.isEmpty()) {
      return refused;
    }
    return aim.isPresent() ? all : secrets;
  }

  /** Why nothing may be done; empty when something may. */
  Optional<Problem> hindrance() {
    return Stream.concat(
            problems.stream(), inTurn().stream().flatMap(change -> change.refusal().stream()))
        .findFirst();
  }
}
