// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Addresses objects of the API server, and converts them.
 *
 * @param client of the Kubernetes cluster
 */
record ApiResources(KubernetesClient client) {
  /** All objects of a kind. */
  MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      of(Kind kind) {
    return client.genericKubernetesResources(kind.context());
  }

  /** The object of that name, whether or not it exists. */
  Resource<GenericKubernetesResource> at(Kind kind, String namespace, String name) {
    return of(kind).inNamespace(namespace).withName(name);
  }

  /**
   * The object that a manifest describes. Addressed by the kind's own context: the general way
   * fails with a message that holds the object, Secrets included.
   */
  Resource<GenericKubernetesResource> of(Manifest manifest) {
    GenericKubernetesResource object =
        client
            .getKubernetesSerialization()
            .convertValue(manifest.tree(), GenericKubernetesResource.class);
    return of(manifest.kind()).inNamespace(manifest.namespace()).resource(object);
  }

  Live live(Kind kind, GenericKubernetesResource resource) {
    Map<String, Object> tree = new LinkedHashMap<>(resource.getAdditionalProperties());
    tree.put("apiVersion", kind.apiVersion());
    tree.put("kind", kind.name());
    tree.put(
        "metadata",
        client.getKubernetesSerialization().convertValue(resource.getMetadata(), Map.class));
    return new Live(kind, tree);
  }

  /** The result of a write; empty when the API server answers 409. */
  static Optional<Live> unlessConflict(Supplier<Live> write) {
    try {
      return Optional.of(write.get());
    } catch (KubernetesClientException problem) {
      if (problem.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return Optional.empty();
      }
      throw problem;
    }
  }
}
