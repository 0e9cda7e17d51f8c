// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * The writes of {@link KubernetesObjects} as dry runs: the API server admits and validates them and
 * stores nothing. Every method throws {@link KubernetesClientException} when the API server refuses
 * or cannot be reached.
 */
@ApplicationScoped
public class DryRunWrites {
  private static final PatchContext APPLY = apply(true);
  private static final PatchContext OFFER = apply(false);

  private final ApiResources resources;

  public DryRunWrites(KubernetesClient client) {
    this.resources = new ApiResources(client);
  }

  /** What {@link KubernetesObjects#apply} would make of the object. */
  public Live apply(Manifest manifest) {
    return resources.live(manifest.kind(), resources.of(manifest).patch(APPLY));
  }

  /** What {@link KubernetesObjects#offer} would make of the object. */
  public Optional<Live> offer(Manifest manifest) {
    return ApiResources.unlessConflict(
        () -> resources.live(manifest.kind(), resources.of(manifest).patch(OFFER)));
  }

  /**
   * The object that {@link KubernetesObjects#create} would create.
   *
   * @return empty when an object of that name exists
   */
  public Optional<Live> create(Manifest manifest) {
    return ApiResources.unlessConflict(
        () -> resources.live(manifest.kind(), resources.of(manifest).dryRun().create()));
  }

  /** Whether {@link KubernetesObjects#delete} would be admitted. */
  public void delete(Live object) {
    resources.at(object.kind(), object.namespace(), object.name()).dryRun().delete();
  }

  private static PatchContext apply(boolean force) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(KubernetesObjects.FIELD_MANAGER)
        .withForce(force)
        .withDryRun(List.of("All"))
        .build();
  }
}
