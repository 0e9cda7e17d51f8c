// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.protocol.Problem;
import java.util.List;

/**
 * What becomes of the add-ons.
 *
 * @param wanted what the spec asks for
 * @param changes each by itself, and in the order in which it is tried; none holds up another
 * @param problems why some of them cannot be
 */
public record AddonDraft(List<Manifest> wanted, List<Change> changes, List<Problem> problems) {
  /** Nothing is asked for, and nothing is there. */
  public static final AddonDraft NONE = new AddonDraft(List.of(), List.of(), List.of());

  public AddonDraft {
    wanted = List.copyOf(wanted);
    changes = List.copyOf(changes);
    problems = List.copyOf(problems);
  }

  /** Whether that one cannot be created, as where an object of its name has another owner. */
  boolean refuses(Manifest addon) {
    return changes.stream()
        .filter(change -> change.refusal().isPresent())
        .anyMatch(
            change -> change.kind().equals(addon.kind()) && change.name().equals(addon.name()));
  }
}
