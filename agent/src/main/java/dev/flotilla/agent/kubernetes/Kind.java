// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/**
 * A kind of namespaced object.
 *
 * @param group API group, empty for the core group
 * @param version version in the group
 * @param name as manifests say it, such as {@code StatefulSet}
 * @param plural as paths say it, such as {@code statefulsets}
 */
public record Kind(String group, String version, String name, String plural) {
  public static final Kind CONFIG_MAP = new Kind("", "v1", "ConfigMap", "configmaps");
  public static final Kind SECRET = new Kind("", "v1", "Secret", "secrets");
  public static final Kind SERVICE = new Kind("", "v1", "Service", "services");
  public static final Kind POD = new Kind("", "v1", "Pod", "pods");
  public static final Kind STATEFUL_SET = new Kind("apps", "v1", "StatefulSet", "statefulsets");
  public static final Kind DISRUPTION_BUDGET =
      new Kind("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets");
  public static final Kind INGRESS = new Kind("networking.k8s.io", "v1", "Ingress", "ingresses");
  public static final Kind LEASE = new Kind("coordination.k8s.io", "v1", "Lease", "leases");
  public static final Kind NATS_CLUSTER =
      new Kind("flotilla.dev", "v1alpha1", "NatsCluster", "natsclusters");
  public static final Kind NATS_OPERATION =
      new Kind("flotilla.dev", "v1alpha1", "NatsOperation", "natsoperations");

  /** As manifests say it: {@code v1} or {@code apps/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /**
   * What the client needs to address objects of this kind without asking the API server what it
   * knows.
   */
  public ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(name)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
