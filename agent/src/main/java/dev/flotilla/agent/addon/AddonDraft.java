// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.protocol.Problem;
import java.util.List;

/**
 * The desired add-ons and the changes that lead to them.
 *
 * @param wanted what the spec asks for
 * @param changes independent of each other, in the order in which they are attempted
 * @param problems why some of them cannot be applied
 */
public record AddonDraft(List<Manifest> wanted, List<Change> changes, List<Problem> problems) {
  /** None is requested, and none exists. */
  public static final AddonDraft NONE = new AddonDraft(List.of(), List.of(), List.of());

  public AddonDraft {
    wanted = List.copyOf(wanted);
    changes = List.copyOf(changes);
    problems = List.copyOf(problems);
  }

  /**
   * Whether that add-on cannot be created, for example because an object of its name has another
   * owner.
   */
  boolean refuses(Manifest addon) {
    return changes.stream()
        .filter(change -> change.refusal().isPresent())
        .anyMatch(
            change -> change.kind().equals(addon.kind()) && change.name().equals(addon.name()));
  }
}
