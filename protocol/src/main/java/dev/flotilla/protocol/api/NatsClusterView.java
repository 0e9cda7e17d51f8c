// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.flotilla.protocol.report.NatsClusterReport;
import org.jspecify.annotations.Nullable;

/**
 * One NatsCluster.
 *
 * @param member whose agent runs it
 * @param namespace in the member
 * @param name in the namespace
 * @param address {@code member/namespace/name}
 * @param desired what was deployed through the hub; absent when it is managed in the member
 * @param report the agent's last report
 * @param ready whether the desired state is reached and was verified healthy
 * @param lastOperation the newest operation on it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NatsClusterView(
    String member,
    String namespace,
    String name,
    String address,
    @Nullable Desired desired,
    @Nullable NatsClusterReport report,
    boolean ready,
    @Nullable OperationView lastOperation) {

  /**
   * The desired state in short.
   *
   * @param version of nats-server
   * @param replicas number of servers
   * @param revision of the hub's document
   */
  public record Desired(String version, int replicas, long revision) {}
}
