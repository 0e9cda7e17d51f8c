// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.operation.RequestIntake;
import java.util.Optional;

/**
 * A document that was sent to an address: a NatsCluster, or a backup or a restore of one.
 *
 * @param caller id of the API token
 * @param callerName its name
 * @param member name or id of the agent in the address
 * @param namespace in the address
 * @param name in the address
 * @param manifest the document
 * @param idempotencyKey given by the caller
 */
public record NatsClusterCall(
    String caller,
    String callerName,
    String member,
    String namespace,
    String name,
    JsonNode manifest,
    Optional<String> idempotencyKey) {

  /** The same with another document. */
  public NatsClusterCall with(JsonNode changed) {
    return new NatsClusterCall(
        caller, callerName, member, namespace, name, changed, idempotencyKey);
  }

  /**
   * As a request of an operation.
   *
   * @param action a stable word pair for the audit record, such as {@code natscluster.deploy}
   */
  public RequestIntake.Call request(String action) {
    return new RequestIntake.Call(caller, callerName, action, address(), idempotencyKey);
  }

  /** {@code member/namespace/name}. */
  public String address() {
    return member + "/" + namespace + "/" + name;
  }
}
