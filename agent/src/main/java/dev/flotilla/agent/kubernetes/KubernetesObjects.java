// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Objects of one Kubernetes cluster, always read from the API server itself: what a decision is
 * made on must be as new as the write that follows it. Everything applied carries the field manager
 * {@link #FIELD_MANAGER}. Every method throws {@link KubernetesClientException} when the API server
 * refuses or cannot be reached.
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

  private static final PatchContext TRY_APPLY = tried(APPLY);
  private static final PatchContext TRY_OFFER = tried(OFFER);

  private final KubernetesClient client;

  public KubernetesObjects(KubernetesClient client) {
    this.client = client;
  }

  /** The object of that name, if there is one. */
  public Optional<Live> find(Kind kind, String namespace, String name) {
    GenericKubernetesResource found =
        client
            .genericKubernetesResources(kind.context())
            .inNamespace(namespace)
            .withName(name)
            .get();
    return Optional.ofNullable(found).map(resource -> live(kind, resource));
  }

  /** All objects that carry that label value. */
  public List<Live> labelled(Kind kind, String namespace, String label, String value) {
    return client
        .genericKubernetesResources(kind.context())
        .inNamespace(namespace)
        .withLabel(label, value)
        .list()
        .getItems()
        .stream()
        .map(resource -> live(kind, resource))
        .toList();
  }

  /**
   * Creates an object that must not be there yet.
   *
   * @return empty when an object of that name exists
   */
  public Optional<Live> create(Manifest manifest) {
    return unlessConflict(() -> live(manifest.kind(), resource(manifest).create()));
  }

  /**
   * Makes the fields of the manifest so by forced server-side apply. A manifest whose metadata
   * carry {@code uid} and {@code resourceVersion} is applied only to exactly that state of the
   * object; otherwise the API server answers 409.
   */
  public Live apply(Manifest manifest) {
    return live(manifest.kind(), resource(manifest).patch(APPLY));
  }

  /**
   * Like {@link #apply}, but never takes a field from another owner.
   *
   * @return empty when somebody else owns a field that the manifest sets to another value
   */
  public Optional<Live> offer(Manifest manifest) {
    return unlessConflict(() -> live(manifest.kind(), resource(manifest).patch(OFFER)));
  }

  /** What {@link #apply} would make of the object; nothing is stored. */
  public Live tryApply(Manifest manifest) {
    return live(manifest.kind(), resource(manifest).patch(TRY_APPLY));
  }

  /** What {@link #offer} would make of the object; nothing is stored. */
  public Optional<Live> tryOffer(Manifest manifest) {
    return unlessConflict(() -> live(manifest.kind(), resource(manifest).patch(TRY_OFFER)));
  }

  /**
   * Whether {@link #create} would be taken; nothing is stored.
   *
   * @return empty when an object of that name exists
   */
  public Optional<Live> tryCreate(Manifest manifest) {
    return unlessConflict(() -> live(manifest.kind(), resource(manifest).dryRun().create()));
  }

  /** Whether {@link #delete} would be taken; nothing is deleted. */
  public void tryDelete(Live object) {
    client
        .genericKubernetesResources(object.kind().context())
        .inNamespace(object.namespace())
        .withName(object.name())
        .dryRun()
        .delete();
  }

  /** Applies only the status of an object; spec and metadata stay as they are. */
  public Live applyStatus(Manifest manifest) {
    return live(manifest.kind(), resource(manifest).subresource("status").patch(APPLY));
  }

  /**
   * Replaces an object by compare-and-set on its {@code resourceVersion}.
   *
   * @return empty when somebody else was faster
   */
  public Optional<Live> replace(Manifest manifest) {
    return unlessConflict(() -> live(manifest.kind(), resource(manifest).update()));
  }

  /**
   * Holds that an object is still as it was seen, where there is nothing to write that would say
   * so.
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

  /** The object of that name that belongs to the whole Kubernetes cluster, if there is one. */
  public Optional<Live> findInCluster(Kind kind, String name) {
    GenericKubernetesResource found =
        client.genericKubernetesResources(kind.context()).withName(name).get();
    return Optional.ofNullable(found).map(resource -> live(kind, resource));
  }

  /** All objects of that kind that belong to the whole Kubernetes cluster. */
  public List<Live> allInCluster(Kind kind) {
    return client.genericKubernetesResources(kind.context()).list().getItems().stream()
        .map(resource -> live(kind, resource))
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
    return client
        .genericKubernetesResources(kind.context())
        .inNamespace(namespace)
        .list()
        .getItems()
        .stream()
        .map(resource -> live(kind, resource))
        .toList();
  }

  /**
   * Deletes exactly that state of the object: one that changed or was replaced since is left alone.
   */
  public void delete(Live object) {
    client
        .genericKubernetesResources(object.kind().context())
        .inNamespace(object.namespace())
        .withName(object.name())
        .lockResourceVersion(object.resourceVersion())
        .delete();
  }

  /**
   * Addressed by the kind's own context: the general way fails with a message that holds the
   * object, Secrets included.
   */
  private Resource<GenericKubernetesResource> resource(Manifest manifest) {
    GenericKubernetesResource object =
        client
            .getKubernetesSerialization()
            .convertValue(manifest.tree(), GenericKubernetesResource.class);
    return client
        .genericKubernetesResources(manifest.kind().context())
        .inNamespace(manifest.namespace())
        .resource(object);
  }

  private static Optional<Live> unlessConflict(Supplier<Live> write) {
    try {
      return Optional.of(write.get());
    } catch (KubernetesClientException problem) {
      if (problem.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return Optional.empty();
      }
      throw problem;
    }
  }

  private static PatchContext tried(PatchContext context) {
    return new PatchContext.Builder()
        .withPatchType(context.getPatchType())
        .withFieldManager(context.getFieldManager())
        .withForce(context.getForce())
        .withDryRun(List.of("All"))
        .build();
  }

  private Live live(Kind kind, GenericKubernetesResource resource) {
    Map<String, Object> tree = new LinkedHashMap<>(resource.getAdditionalProperties());
    tree.put("apiVersion", kind.apiVersion());
    tree.put("kind", kind.name());
    tree.put(
        "metadata",
        client.getKubernetesSerialization().convertValue(resource.getMetadata(), Map.class));
    return new Live(kind, tree);
  }
}
