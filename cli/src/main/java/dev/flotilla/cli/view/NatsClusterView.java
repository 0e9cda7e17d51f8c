// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.report.NatsClusterReport;
import org.jspecify.annotations.Nullable;

/**
 * One NatsCluster as the hub knows it.
 *
 * @param member the agent's name
 * @param namespace where it lives in that member
 * @param name its own name
 * @param desired what the hub asked for; null when somebody else manages it
 * @param report what the agent said last; null before the first report
 * @param ready whether the report says so
 * @param lastOperation the latest operation on it; null when there was none
 */
public record NatsClusterView(
    String member,
    String namespace,
    String name,
    @Nullable Desired desired,
    @Nullable NatsClusterReport report,
    boolean ready,
    @Nullable OperationView lastOperation) {
  /** Reads the hub's document. */
  public static NatsClusterView of(JsonNode document) {
    return Views.read(document, NatsClusterView.class);
  }

  /** Returns {@code member/namespace/name}. */
  public String address() {
    return member + "/" + namespace + "/" + name;
  }

  /**
   * What the hub asked for.
   *
   * @param version NATS version
   * @param replicas servers
   * @param revision of the hub's document
   */
  public record Desired(String version, int replicas, long revision) {}
}
