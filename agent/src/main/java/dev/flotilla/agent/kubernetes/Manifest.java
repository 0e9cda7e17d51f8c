// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An object as desired.
 *
 * @param kind its kind
 * @param metadata name, namespace, labels, annotations, owner references
 * @param content everything except {@code apiVersion}, {@code kind} and {@code metadata}
 */
public record Manifest(Kind kind, Map<String, Object> metadata, Map<String, Object> content) {
  /** Name in its namespace. */
  public String name() {
    return Tree.text(metadata, "name");
  }

  /** Namespace that it belongs to. */
  public String namespace() {
    return Tree.text(metadata, "namespace");
  }

  /**
   * The same for a write that requires exactly that state of the object, which fences a paused old
   * process.
   */
  public Manifest onlyIf(Live present) {
    Map<String, Object> bound = new LinkedHashMap<>(metadata);
    bound.put("uid", present.uid());
    bound.put("resourceVersion", present.resourceVersion());
    return new Manifest(kind, bound, content);
  }

  /**
   * Whether a live object already matches: it has everything that is desired, and nothing that was
   * applied earlier and is no longer desired. Defaults and fields of others do not count.
   */
  public boolean isCoveredBy(Live present) {
    Map<String, Object> wanted = tree();
    return Coverage.covers(present.tree(), wanted)
        && !Ownership.exceeds(present, KubernetesObjects.FIELD_MANAGER, wanted);
  }

  /** The whole object in the usual order of keys. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", kind.apiVersion());
    tree.put("kind", kind.name());
    tree.put("metadata", metadata);
    tree.putAll(content);
    return tree;
  }
}
