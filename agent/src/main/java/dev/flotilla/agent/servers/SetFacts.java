// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;

/**
 * What the planner must know about the live StatefulSet.
 *
 * @param partition ordinals from this one on are created from the update revision
 * @param replicas servers that the StatefulSet keeps
 * @param generation counts changes of its spec
 * @param observedGeneration the generation that the controller has seen
 * @param currentRevision template revision of the ordinals below the partition
 * @param updateRevision newest template revision
 */
public record SetFacts(
    int partition,
    int replicas,
    long generation,
    long observedGeneration,
    String currentRevision,
    String updateRevision) {
  /** Reads them from the live object. */
  public static SetFacts of(Live set) {
    Object tree = set.tree();
    return new SetFacts(
        (int) Tree.number(tree, "spec", "updateStrategy", "rollingUpdate", "partition"),
        (int) Tree.number(tree, "spec", "replicas"),
        Tree.number(tree, "metadata", "generation"),
        Tree.number(tree, "status", "observedGeneration"),
        Tree.text(tree, "status", "currentRevision"),
        Tree.text(tree, "status", "updateRevision"));
  }

  /** True when the controller has observed the newest spec, so that its revisions are about it. */
  boolean observed() {
    return observedGeneration >= generation;
  }

  /** True when the controller knows one template only. */
  boolean closed() {
    return currentRevision.equals(updateRevision);
  }
}
