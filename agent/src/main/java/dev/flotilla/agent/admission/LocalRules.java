// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.document.ResourceKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What the member itself has to say about a change that the hub asks for. */
@ApplicationScoped
public class LocalRules {
  private final PolicyStore policies;
  private final ResourceWriter writer;

  LocalRules(PolicyStore policies, ResourceWriter writer) {
    this.policies = policies;
    this.writer = writer;
  }

  /**
   * Why the hub may not write that NatsCluster, if it may not.
   *
   * @param body the NatsCluster as JSON
   */
  public Optional<Problem> refusal(ResourceKey cluster, byte[] body) {
    return refusal(cluster).or(() -> policies.load().destruction(Json.read(body, JsonNode.class)));
  }

  /** Why the hub may write no NatsCluster of that name, if it may not. */
  Optional<Problem> refusal(ResourceKey cluster) {
    return policyRefusal(cluster).or(() -> writer.conflict(cluster));
  }

  /** Why the member's policy forbids a change of that resource, if it does. */
  Optional<Problem> policyRefusal(ResourceKey key) {
    return policies.load().refusal(key);
  }
}
