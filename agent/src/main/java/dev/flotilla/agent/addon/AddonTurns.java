// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * Which changes of add-ons are due. One with another image waits while servers are changed and
 * while another add-on starts, so that what breaks has one cause; everything else is due at once.
 * Pure.
 */
final class AddonTurns {
  private AddonTurns() {}

  /**
   * The changes that are due; the next pass decides anew about the others.
   *
   * @param rolling whether servers are being changed
   */
  static List<Change> due(List<Change> changes, boolean rolling) {
    List<Change> due = new ArrayList<>();
    boolean busy = rolling || changes.stream().anyMatch(AddonTurns::starts);
    for (Change change : changes) {
      boolean upgrade = isUpgrade(change);
      if (!upgrade || !busy) {
        due.add(change);
      }
      busy |= upgrade;
    }
    return due;
  }

  private static boolean isUpgrade(Change change) {
    return change instanceof Change.Apply(var wanted, var present)
        && wanted.kind().equals(Kind.DEPLOYMENT)
        && present
            .filter(live -> !images(live.tree()).equals(images(wanted.content())))
            .isPresent();
  }

  /** One that Kubernetes has given up is not waited for, nor one that is itself to be changed. */
  private static boolean starts(Change change) {
    return change instanceof Change.Keep(var live)
        && live.kind().equals(Kind.DEPLOYMENT)
        && !AddonReadiness.isReady(live)
        && !isGivenUp(live);
  }

  private static boolean isGivenUp(Live deployment) {
    return Tree.list(deployment.tree(), "status", "conditions").stream()
        .filter(condition -> Tree.text(condition, "type").equals("Progressing"))
        .anyMatch(condition -> Tree.text(condition, "status").equals("False"));
  }

  private static List<String> images(Object deployment) {
    return Tree.list(deployment, "spec", "template", "spec", "containers").stream()
        .map(container -> Tree.text(container, "image"))
        .toList();
  }
}
