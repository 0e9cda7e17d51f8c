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
 * Everything that a document changes in the objects of its NatsCluster. {@link ChangePlanner}
 * computes it from what it reads; the pass applies it, the plan of a deploy executes it as dry
 * runs.
 *
 * @param blueprint of the objects; without a configuration while there is no aim
 * @param aim the desired servers; empty while there can be none
 * @param secrets keys, credentials and certificates, before everything else
 * @param children what must exist before the servers are changed
 * @param servers the StatefulSet at rest and the budget, which the roll applies step by step
 * @param addons applied after the servers; never a reason to wait
 * @param problems why nothing may be applied, besides refusals of single changes
 * @param awaited what must arrive from elsewhere after the Secrets and before everything else
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
   * Servers whose configuration is complete.
   *
   * @param servers the desired servers
   * @param access how the agent and others log in
   * @param warnings before this is applied
   */
  public record Aim(DesiredServers servers, AccessDraft.Usable access, List<Problem> warnings) {
    public Aim {
      warnings = List.copyOf(warnings);
    }
  }

  public ChangeSet {
    secrets = List.copyOf(secrets);
    children = List.copyOf(children);
    servers = List.copyOf(servers);
    problems = List.copyOf(problems);
  }

  /**
   * What is applied in turn, without add-ons. Where anything cannot be applied, nothing is: then
   * these are the refusals.
   */
  public List<Change> inTurn() {
    List<Change> all = Stream.of(secrets, children, servers).flatMap(List::stream).toList();
    List<Change> refused = all.stream().filter(change -> change.refusal().isPresent()).toList();
    if (!problems.isEmpty() || !refused.isEmpty()) {
      return refused;
    }
    return aim.isPresent() ? all : secrets;
  }

  /**
   * The same while the servers stay as they are: nothing that an evicted server would take up is
   * applied before them.
   */
  public List<Change> inTurnWhileHeld() {
    return hindrance().isPresent() ? inTurn() : secrets;
  }

  /** Why nothing may be applied; empty when everything may. */
  Optional<Problem> hindrance() {
    return Stream.concat(
            problems.stream(), inTurn().stream().flatMap(change -> change.refusal().stream()))
        .findFirst();
  }
}
