// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.version;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.servers.SetFacts;
import dev.flotilla.nats.catalogue.ServerVersion;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The versions of servers that exist.
 *
 * @param template the one that servers get when they are made anew
 * @param oldest of all servers and the template
 * @param newest of all servers and the template
 * @param missing whether a server that is not there could come back with a version that is not
 *     known here: below the partition of a roll
 */
record RunningVersions(
    ServerVersion template, ServerVersion oldest, ServerVersion newest, boolean missing) {
  private static final String VERSION = "app.kubernetes.io/version";

  /**
   * Reads them.
   *
   * @param set the StatefulSet
   * @param pods of its servers
   * @return empty when the template does not tell its version
   */
  static Optional<RunningVersions> of(Live set, List<Live> pods) {
    Optional<ServerVersion> template =
        ServerVersion.parse(
            Tree.text(set.tree(), "spec", "template", "metadata", "labels", VERSION));
    return template.map(version -> of(version, SetFacts.of(set), pods));
  }

  private static RunningVersions of(ServerVersion template, SetFacts set, List<Live> pods) {
    List<ServerVersion> all =
        Stream.concat(
                Stream.of(template),
                pods.stream().flatMap(pod -> ServerVersion.parse(pod.label(VERSION)).stream()))
            .toList();
    boolean rolling = !set.currentRevision().equals(set.updateRevision());
    return new RunningVersions(
        template,
        Collections.min(all),
        Collections.max(all),
        rolling && pods.size() < set.replicas());
  }

  /** True when nothing but that version runs or would be started. */
  boolean all(ServerVersion version) {
    return oldest.equals(version) && newest.equals(version) && !missing;
  }
}
