// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/**
 * Objects of one Kubernetes cluster, always read from the API server itself: what a decision is
 * based on must be as new as the write that follows it. Everything applied carries the field
 * manager {@link #FIELD_MANAGER}. Every method throws {@link KubernetesClientException} when the
 * API server refuses or cannot be reached.
 */
@ApplicationScoped
public class KubernetesObjects {
  /** Field manager of everything that the agent applies. */
  public static final String FIELD_MANAGER = "flotilla-agent";

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(FIELD_MANAGER)
          .withForce(true)
          .build();

  private static final PatchContext OFFER =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(FIELD_MANAGER)
          .withForce(false)
          .build();

  private final KubernetesClient client;
  private final ApiResources resources;

  public KubernetesObjects(KubernetesClient client) {
    this.client = client;
    this.resources = new ApiResources(client);
  }

  /** The object of that name, if there is one. */
  public Optional<Live> find(Kind kind, String namespace, String name) {
    GenericKubernetesResource found = resources.at(kind, namespace, name).get();
    return Optional.ofNullable(found).map(resource -> resources.live(kind, resource));
  }

  /** All objects that carry that label value. */
  public List<Live> labelled(Kind kind, String namespace, String label, String value) {
    return resources
        .of(kind)
        .inNamespace(namespace)
        .withLabel(label, value)
        .list()
        .getItems()
        .stream()
        .map(resource -> resources.live(kind, resource))
        .toList();
  }

  /**
   * Creates an object that must not exist yet.
   *
   * @return empty when an object of that name exists
   */
  public Optional<Live> create(Manifest manifest) {
    return ApiResources.unlessConflict(
        () -> resources.live(manifest.kind(), resources.of(manifest).create()));
  }

  /**
   * Applies a manifest by forced server-side apply. A manifest whose metadata carry {@code uid} and
   * {@code resourceVersion} is applied only to exactly that state of the object; otherwise the API
   * server answers 409.
   */
  public Live apply(Manifest manifest) {
    return resources.live(manifest.kind(), resources.of(manifest).patch(APPLY));
  }

  /**
   * Like {@link #apply}, but never takes a field from another owner.
   *
   * @return empty when another manager owns a field that the manifest sets to another value
   */
  public Optional<Live> offer(Manifest manifest) {
    return ApiResources.unlessConflict(
        () -> resources.live(manifest.kind(), resources.of(manifest).patch(OFFER)));
  }

  /** Applies only the status of an object; spec and metadata stay as they are. */
  public Live applyStatus(Manifest manifest) {
    return resources.live(
        manifest.kind(), resources.of(manifest).subresource("status").patch(APPLY));
  }

  /**
   * Replaces an object by compare-and-set on its {@code resourceVersion}.
   *
   * @return empty when another client was faster
   */
  public Optional<Live> replace(Manifest manifest) {
    return ApiResources.unlessConflict(
        () -> resources.live(manifest.kind(), resources.of(manifest).update()));
  }

  /**
   * Confirms that an object is still as it was read, where nothing is written that would fail
   * otherwise.
   *
   * @throws KubernetesClientException with code 409, as for a bound write, when it is not
   */
  public void confirm(Live seen) {
    boolean same =
        find(seen.kind(), seen.namespace(), seen.name())
            .filter(now -> now.resourceVersion().equals(seen.resourceVersion()))
            .isPresent();
    if (!same) {
      throw new KubernetesClientException(
          seen.kind().name() + " " + seen.namespace() + "/" + seen.name() + " has changed",
          HttpURLConnection.HTTP_CONFLICT,
          null);
    }
  }

  /** The cluster-scoped object of that name, if there is one. */
  public Optional<Live> findInCluster(Kind kind, String name) {
    GenericKubernetesResource found = resources.of(kind).withName(name).get();
    return Optional.ofNullable(found).map(resource -> resources.live(kind, resource));
  }

  /** All objects of that cluster-scoped kind. */
  public List<Live> allInCluster(Kind kind) {
    return resources.of(kind).list().getItems().stream()
        .map(resource -> resources.live(kind, resource))
        .toList();
  }

  /** The version of the API server, such as {@code v1.34.4}. */
  public String version() {
    return client.getKubernetesVersion().getGitVersion();
  }

  /** Whether the API server knows that version of a group, such as {@code apps/v1}. */
  public boolean knows(String apiVersion) {
    try {
      return client.getApiResources(apiVersion) != null;
    } catch (KubernetesClientException problem) {
      if (problem.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw problem;
    }
  }

  /** All objects of that kind in a namespace. */
  public List<Live> all(Kind kind, String namespace) {
    return resources.of(kind).inNamespace(namespace).list().getItems().stream()
        .map(resource -> resources.live(kind, resource))
        .toList();
  }

  /**
   * Deletes exactly that state of the object: one that changed or was replaced since is left alone.
   */
  public void delete(Live object) {
    resources
        .at(object.kind(), object.namespace(), object.name())
        .lockResourceVersion(object.resourceVersion())
        .delete();
  }
}
