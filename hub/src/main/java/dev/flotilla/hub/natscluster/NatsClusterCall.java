// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** {@code member/namespace/name}. */
  public String address() {
    return member + "/" + namespace + "/" + name;
  }
}
