// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.server;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Labels;

/** How many servers may be disrupted by evictions. */
public final class DisruptionBudget {
  /** At rest, one server may be evicted. */
  public static final int OPEN = 1;

  /** While the agent rolls a server itself, none may. */
  public static final int CLOSED = 0;

  private DisruptionBudget() {}

  /** The disruptions that a live budget allows. */
  public static int allowed(Live budget) {
    return (int) Tree.number(budget.tree(), "spec", "maxUnavailable");
  }

  /** A live budget with another allowance and no other change. */
  public static Manifest of(Live budget, int maxUnavailable) {
    return new Manifest(
        Kind.DISRUPTION_BUDGET,
        Tree.object(
            "name", budget.name(),
            "namespace", budget.namespace(),
            "labels", Tree.at(budget.tree(), "metadata", "labels").orElse(null),
            "ownerReferences", Tree.list(budget.tree(), "metadata", "ownerReferences")),
        Tree.object(
            "spec",
            Tree.object(
                "maxUnavailable",
                maxUnavailable,
                "selector",
                Tree.at(budget.tree(), "spec", "selector").orElse(null))));
  }

  /** The budget of a cluster. */
  public static Manifest of(Blueprint blueprint, int maxUnavailable) {
    return new Manifest(
        Kind.DISRUPTION_BUDGET,
        blueprint.metadata(blueprint.name()),
        Tree.object(
            "spec",
            Tree.object(
                "maxUnavailable",
                maxUnavailable,
                "selector",
                Tree.object("matchLabels", Labels.selector(blueprint.name())))));
  }
}
