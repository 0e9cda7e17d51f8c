// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A security advisory of the NATS maintainers (advisories.nats.io).
 *
 * @param id of the NATS project, such as {@code 2026-28}
 * @param aliases CVE and GitHub ids
 * @param summary one sentence
 * @param fixedIn the first release with the fix in each line that has one
 */
public record Advisory(
    String id, List<String> aliases, String summary, List<ServerVersion> fixedIn) {
  public Advisory {
    Objects.requireNonNull(id, "an advisory has no id");
    Objects.requireNonNull(summary, "an advisory has no summary");
    aliases = List.copyOf(Objects.requireNonNullElse(aliases, List.of()));
    fixedIn = List.copyOf(Objects.requireNonNullElse(fixedIn, List.of()));
  }

  /**
   * Whether it applies to a version. A line without its own fix contains the fix if the line is
   * newer than every listed fix.
   */
  public boolean holdsFor(ServerVersion version) {
    Optional<ServerVersion> ownFix =
        fixedIn.stream().filter(fix -> fix.line().equals(version.line())).findFirst();
    return ownFix
        .map(fix -> version.compareTo(fix) < 0)
        .orElseGet(
            () ->
                fixedIn.isEmpty() || fixedIn.stream().anyMatch(fix -> version.compareTo(fix) < 0));
  }
}
