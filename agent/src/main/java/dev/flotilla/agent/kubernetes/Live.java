// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import java.util.Map;

/**
 * An object as the API server returned it.
 *
 * @param kind its kind
 * @param tree the whole object
 */
public record Live(Kind kind, Map<String, Object> tree) {
  /** Name in its namespace. */
  public String name() {
    return Tree.text(tree, "metadata", "name");
  }

  /** Namespace that it lives in. */
  public String namespace() {
    return Tree.text(tree, "metadata", "namespace");
  }

  /** Identity of this object: another object of the same name has another one. */
  public String uid() {
    return Tree.text(tree, "metadata", "uid");
  }

  /** Changes with every write; a precondition of our own writes. */
  public String resourceVersion() {
    return Tree.text(tree, "metadata", "resourceVersion");
  }

  /** Value of a label, or the empty string. */
  public String label(String key) {
    return Tree.text(tree, "metadata", "labels", key);
  }

  /** Value of an annotation, or the empty string. */
  public String annotation(String key) {
    return Tree.text(tree, "metadata", "annotations", key);
  }

  /** True once its deletion was requested. */
  public boolean terminating() {
    return Tree.at(tree, "metadata", "deletionTimestamp").isPresent();
  }

  /** True when its controlling owner has that uid. */
  public boolean controlledBy(String ownerUid) {
    return Tree.list(tree, "metadata", "ownerReferences").stream()
        .anyMatch(
            owner -> Tree.flag(owner, "controller") && Tree.text(owner, "uid").equals(ownerUid));
  }
}
