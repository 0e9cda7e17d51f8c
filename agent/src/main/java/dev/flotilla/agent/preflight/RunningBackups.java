// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Backups and restores that are running: a server that goes takes their streams' leaders away, and
 * servers of two versions do not read each other's archives.
 */
final class RunningBackups {
  private RunningBackups() {}

  static List<Problem> of(KubernetesObjects objects, Live cluster) {
    return List.of(
            running(
                Code.BACKUP_RUNNING, cluster, objects.all(Kind.NATS_BACKUP, cluster.namespace())),
            running(
                Code.RESTORE_RUNNING, cluster, objects.all(Kind.NATS_RESTORE, cluster.namespace())))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  static Optional<Problem> running(Code code, Live cluster, List<Live> jobs) {
    return jobs.stream()
        .filter(job -> Tree.text(job.tree(), "spec", "cluster").equals(cluster.name()))
        .filter(RunningBackups::isRunning)
        .findFirst()
        .map(
            job ->
                new Problem(
                    code,
                    job.kind().name() + " " + job.name() + " is running",
                    "Wait for its end, or delete it."));
  }

  /** A Job was recorded for it, and the condition says neither success nor failure. */
  private static boolean isRunning(Live job) {
    return !Tree.text(job.tree(), "status", "job").isEmpty()
        && Tree.list(job.tree(), "status", "conditions").stream()
            .filter(condition -> Tree.text(condition, "type").equals("Complete"))
            .allMatch(condition -> Tree.text(condition, "status").equals("Unknown"));
  }
}
