// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.version;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.servers.ServerPod;
import dev.flotilla.agent.servers.SetFacts;
import dev.flotilla.nats.catalogue.ServerVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The versions of servers that exist.
 *
 * @param template the one that servers get when their pods are created
 * @param run those of servers that have run; a pod whose image cannot be pulled has not
 * @param missing whether a server that is not ready could come back with another version than the
 *     template's: below the partition of a roll
 */
record RunningVersions(ServerVersion template, List<ServerVersion> run, boolean missing) {
  private static final String VERSION = "app.kubernetes.io/version";

  RunningVersions {
    run = List.copyOf(run);
  }

  /**
   * Reads them.
   *
   * @param set the StatefulSet
   * @param pods of its servers
   * @return empty when the template does not tell its version
   */
  static Optional<RunningVersions> of(Live set, List<ServerPod> pods) {
    SetFacts facts = SetFacts.of(set);
    boolean rolling =
        !facts.currentRevision().equals(facts.updateRevision())
            || facts.observedGeneration() < facts.generation();
    long ready = pods.stream().filter(ServerPod::serving).count();
    List<ServerVersion> run =
        pods.stream().filter(ServerPod::hasRun).flatMap(pod -> version(pod).stream()).toList();
    return ServerVersion.parse(
            Tree.text(set.tree(), "spec", "template", "metadata", "labels", VERSION))
        .map(version -> new RunningVersions(version, run, rolling && ready < facts.replicas()));
  }

  /** The version of a pod's template. */
  static Optional<ServerVersion> version(ServerPod pod) {
    return ServerVersion.parse(pod.live().label(VERSION));
  }

  /** The oldest of all servers and the template. */
  ServerVersion oldest() {
    return all().min(ServerVersion::compareTo).orElseThrow();
  }

  /** The newest of all servers and the template. */
  ServerVersion newest() {
    return all().max(ServerVersion::compareTo).orElseThrow();
  }

  /** Whether a server of a newer line than that version's has run. */
  boolean ranNewerLine(ServerVersion version) {
    return run.stream()
        .anyMatch(one -> one.compareTo(version) > 0 && !one.line().equals(version.line()));
  }

  /** True when nothing but that version runs or would be started. */
  boolean areAll(ServerVersion version) {
    return !missing && all().allMatch(version::equals);
  }

  private Stream<ServerVersion> all() {
    return Stream.concat(Stream.of(template), run.stream());
  }
}
