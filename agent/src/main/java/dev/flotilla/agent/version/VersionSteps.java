// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.version;

import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.ServerVersion;
import java.util.List;

/**
 * Decides which version servers go to next, so that never two of them run side by side that must
 * not: 2.15 stops servers of 2.12 ({@code js_raft_delete_range}), and what an upgrade passed over
 * was never tried by anybody.
 */
final class VersionSteps {
  private VersionSteps() {}

  /**
   * The next version; the wanted one as soon as every server can go there directly.
   *
   * @param running what servers run
   * @param wanted the version of the document; of a line that the catalogue does not have it is
   *     taken as it is, since the document had to waive that
   */
  static ServerVersion next(RunningVersions running, ServerVersion wanted, Catalogue catalogue) {
    List<ServerVersion> up = hops(catalogue, running.oldest(), wanted);
    List<ServerVersion> down = hops(catalogue, running.newest(), wanted);
    List<ServerVersion> longest = up.size() >= down.size() ? up : down;
    if (longest.size() > 1) {
      return stay(running, longest.getFirst());
    }
    boolean isNext =
        wanted.compareTo(running.template()) > 0
            && !wanted.line().equals(running.template().line());
    return running.missing() && isNext ? running.template() : wanted;
  }

  /** A step that was begun to another patch of the same line is not changed half way. */
  private static ServerVersion stay(RunningVersions running, ServerVersion next) {
    return running.template().line().equals(next.line()) ? running.template() : next;
  }

  private static List<ServerVersion> hops(
      Catalogue catalogue, ServerVersion from, ServerVersion to) {
    return catalogue.hops(from, to).orElseGet(() -> List.of(to));
  }
}
