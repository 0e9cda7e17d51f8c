// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.resource.ResourceKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The member's own rules for changes that the hub requests: its policy, and what it owns. */
@ApplicationScoped
public class LocalRules {
  private final PolicyStore policies;
  private final AdmittedKinds kinds;
  private final NatsClusterAdmission clusters;

  LocalRules(PolicyStore policies, AdmittedKinds kinds, NatsClusterAdmission clusters) {
    this.policies = policies;
    this.kinds = kinds;
    this.clusters = clusters;
  }

  /**
   * Why the hub may not deploy a NatsCluster, if it may not.
   *
   * @param body the NatsCluster as JSON
   */
  public Optional<Problem> refusal(ResourceKey cluster, byte[] body) {
    Policy policy = policies.load();
    return policy
        .refusal(new Order.Deploy())
        .filter(_ -> policy.refusal(new Order.Upgrade("")).isPresent())
        .or(() -> policy.refusal(cluster))
        .or(() -> clusters.refusal(cluster, body, policy));
  }

  /** Why an order may not be executed with the documents that it awaits, if it may not. */
  Optional<Problem> refusal(Order order, ResourceKey target, List<Document> documents) {
    Policy policy = policies.load();
    return policy
        .refusal(order)
        .or(() -> policy.refusal(target))
        .or(
            () ->
                documents.stream()
                    .flatMap(document -> refusal(document, policy).stream())
                    .findFirst())
        .or(() -> beyond(order, target, documents));
  }

  private Optional<Problem> beyond(Order order, ResourceKey target, List<Document> documents) {
    return documents.stream()
        .filter(document -> document.key().equals(target))
        .flatMap(document -> clusters.beyond(order, document).stream())
        .findFirst();
  }

  /** Why the hub may not write a document that belongs to no pending operation, if it may not. */
  Optional<Problem> refusal(Document document) {
    return refusal(document, policies.load());
  }

  /** Why the member's policy forbids a change of that resource, if it does. */
  Optional<Problem> policyRefusal(ResourceKey key) {
    return policies.load().refusal(key);
  }

  private Optional<Problem> refusal(Document document, Policy policy) {
    return kinds
        .of(document.key())
        .map(
            kind ->
                kind.policyRefusal(document.key(), policy).or(() -> kind.refusal(document, policy)))
        .orElseGet(() -> Optional.of(AdmittedKinds.unknown(document.key())));
  }
}
