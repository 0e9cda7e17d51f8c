// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import dev.flotilla.e2e.fleet.Member;
import java.util.List;

/**
 * An application of a member that answers requests of a queue group with the member's name.
 *
 * @param member where it runs
 * @param namespace of the NatsCluster
 * @param cluster the NatsCluster's name
 */
public record Responders(Member member, String namespace, String cluster) {

  private static final String JOB = "responder";

  public void start() {
    member.apply(
        new ClientManifest(member, namespace, cluster).job(JOB, List.of("respond", member.name())));
  }

  /** Kills it without a graceful shutdown. */
  public void kill() {
    member
        .kubectl("delete", "job", JOB, "-n", namespace, "--wait", "--cascade=foreground")
        .run()
        .orThrow();
  }
}
