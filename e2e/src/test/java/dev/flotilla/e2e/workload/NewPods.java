// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import dev.flotilla.e2e.fleet.Member;

/**
 * Keeps new pods from a namespace, so that a server that has gone stays away for as long as a test
 * needs.
 *
 * @param member where it is
 * @param namespace of the servers
 */
public record NewPods(Member member, String namespace) {

  public void hold() {
    member.apply(quota());
  }

  public void release() {
    member.kubectl("delete", "-f", "-").input(quota()).run().orThrow();
  }

  private String quota() {
    return """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: no-new-pods, namespace: %s}
        spec: {hard: {pods: "0"}}
        """
        .formatted(namespace);
  }
}
