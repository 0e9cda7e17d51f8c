// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.util.Optional;

/**
 * How desired state of one kind is admitted: one implementation for each kind except operations,
 * found by injection. Each write is idempotent.
 */
public interface AdmittedKind {

  /** The kind. */
  ResourceKind kind();

  /** Why the member's policy forbids a change of that resource, if it does. */
  default Optional<Problem> policyRefusal(ResourceKey key, Policy policy) {
    return policy.refusal(key);
  }

  /**
   * Why the hub may not write such a document, if it may not: the resource belongs to this cluster,
   * or the policy forbids what the document asks for. Nothing is written.
   */
  Optional<Problem> refusal(Document document, Policy policy);

  /**
   * Writes the resource of a document, over exactly the state that was read.
   *
   * @return why not, when the cluster owns one of its fields
   */
  Optional<Problem> write(Document document);

  /** Revision of the hub's document that the resource shows; 0 when there is none. */
  long revision(ResourceKey key);

  /** Whether there is no such resource. */
  boolean isAbsent(ResourceKey key);

  /** Why a resource stays although the hub withdrew its document, if it does. */
  Optional<Problem> keeps(ResourceKey key);

  /** Removes the resource of a document that the hub withdrew, if it is the hub's. */
  void withdraw(ResourceKey key);
}
