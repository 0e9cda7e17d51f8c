// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.resource.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What should be in one member under one key.
 *
 * @param key the resource
 * @param revision of the document
 * @param steps the operations that made it so, oldest first; empty when it should not be there
 */
public record Desired(ResourceKey key, long revision, List<Step> steps) {
  /** Steps further back than this can no longer be returned to. */
  private static final int REMEMBERED = 10;

  /**
   * One change of the document.
   *
   * @param operation that brought it
   * @param body text of the document
   * @param digest of its bytes, as in an index
   */
  public record Step(OperationId operation, String body, String digest) {
    /** Digests the text, once: each index of the agent names the digest. */
    Step(OperationId operation, String body) {
      this(operation, body, Digest.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The document's bytes. */
    public byte[] bytes() {
      return body.getBytes(StandardCharsets.UTF_8);
    }
  }

  public Desired {
    steps = List.copyOf(steps);
  }

  /** The present document; empty for a tombstone. */
  public Optional<Step> current() {
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
  }

  Desired to(Step step, long newRevision) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    int surplus = Math.max(0, longer.size() - REMEMBERED);
    return new Desired(key, newRevision, longer.subList(surplus, longer.size()));
  }

  /** Whether taking the operation back changes the document, rather than only its history. */
  boolean shows(OperationId operation) {
    return current().filter(step -> step.operation().equals(operation)).isPresent();
  }

  Desired without(OperationId operation, long newRevision) {
    List<Step> others = steps.stream().filter(step -> !step.operation().equals(operation)).toList();
    return new Desired(key, shows(operation) ? newRevision : revision, others);
  }
}
