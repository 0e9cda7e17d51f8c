// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.configuration.ServerConfiguration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that the children of one NatsCluster are rendered from.
 *
 * @param namespace namespace of the NatsCluster and its children
 * @param name name of the NatsCluster
 * @param uid identity of the NatsCluster, for the owner references
 * @param spec the desired state
 * @param configuration text of {@code nats.conf}
 * @param certificateDigest changes with the servers' certificate; the empty string without one
 * @param passwordDigest changes with the passwords of their users; the empty string without any
 */
public record Blueprint(
    String namespace,
    String name,
    String uid,
    NatsClusterSpec spec,
    String configuration,
    String certificateDigest,
    String passwordDigest) {
  /** Without a certificate and passwords. */
  public Blueprint(
      String namespace, String name, String uid, NatsClusterSpec spec, String configuration) {
    this(namespace, name, uid, spec, configuration, "", "");
  }

  /** The same with another certificate. */
  public Blueprint certified(String digest) {
    return new Blueprint(namespace, name, uid, spec, configuration, digest, passwordDigest);
  }

  /** The same with that configuration, and the passwords of its variables. */
  public Blueprint configured(ServerConfiguration configured) {
    String passwords =
        configured.variables().isEmpty()
            ? ""
            : TemplateDigest.of(new TreeMap<>(configured.variables()).toString());
    return new Blueprint(
        namespace, name, uid, spec, configured.text(), certificateDigest, passwords);
  }

  /** Names of the children. */
  public ChildNames names() {
    return new ChildNames(name);
  }

  /** Metadata of a child: deleted by Kubernetes with its NatsCluster. */
  public Map<String, Object> metadata(String childName) {
    return metadata(childName, Map.of());
  }

  /** The same with annotations that only this child has. */
  public Map<String, Object> metadata(String childName, Map<String, String> own) {
    Map<String, String> annotations = new TreeMap<>(spec.overlay().annotations());
    annotations.putAll(own);
    return Tree.object(
        "name",
        childName,
        "namespace",
        namespace,
        "labels",
        labels(),
        "annotations",
        annotations.isEmpty() ? null : annotations,
        "ownerReferences",
        List.of(ownerReference(name, uid)));
  }

  /** Labels of every child and pod: the user's own, and those of the selectors. */
  public Map<String, Object> labels() {
    Map<String, Object> labels = new LinkedHashMap<>(spec.overlay().labels());
    labels.putAll(Labels.of(name, spec.servers().version()));
    return labels;
  }

  /** The reference by which a NatsCluster controls its children. */
  public static Map<String, Object> ownerReference(String name, String uid) {
    return Tree.object(
        "apiVersion",
        Kind.NATS_CLUSTER.apiVersion(),
        "kind",
        Kind.NATS_CLUSTER.name(),
        "name",
        name,
        "uid",
        uid,
        "controller",
        true,
        "blockOwnerDeletion",
        false);
  }
}
