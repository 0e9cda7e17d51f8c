// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/**
 * A kind of object.
 *
 * @param group API group, empty for the core group
 * @param version version in the group
 * @param name as manifests say it, such as {@code StatefulSet}
 * @param plural as paths say it, such as {@code statefulsets}
 * @param namespaced false for cluster-scoped kinds, which the agent only reads
 */
public record Kind(String group, String version, String name, String plural, boolean namespaced) {
  public static final Kind CONFIG_MAP = new Kind("", "v1", "ConfigMap", "configmaps", true);
  public static final Kind SECRET = new Kind("", "v1", "Secret", "secrets", true);
  public static final Kind SERVICE = new Kind("", "v1", "Service", "services", true);
  public static final Kind POD = new Kind("", "v1", "Pod", "pods", true);
  public static final Kind STATEFUL_SET =
      new Kind("apps", "v1", "StatefulSet", "statefulsets", true);
  public static final Kind DISRUPTION_BUDGET =
      new Kind("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true);
  public static final Kind LEASE = new Kind("coordination.k8s.io", "v1", "Lease", "leases", true);
  public static final Kind CERTIFICATE =
      new Kind("cert-manager.io", "v1", "Certificate", "certificates", true);
  public static final Kind DEPLOYMENT = new Kind("apps", "v1", "Deployment", "deployments", true);
  public static final Kind JOB = new Kind("batch", "v1", "Job", "jobs", true);
  public static final Kind POD_MONITOR =
      new Kind("monitoring.coreos.com", "v1", "PodMonitor", "podmonitors", true);
  public static final Kind NETWORK_POLICY =
      new Kind("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true);
  public static final Kind INGRESS =
      new Kind("networking.k8s.io", "v1", "Ingress", "ingresses", true);
  public static final Kind NATS_CLUSTER =
      new Kind("flotilla.dev", "v1alpha1", "NatsCluster", "natsclusters", true);
  public static final Kind NATS_BACKUP =
      new Kind("flotilla.dev", "v1alpha1", "NatsBackup", "natsbackups", true);
  public static final Kind NATS_RESTORE =
      new Kind("flotilla.dev", "v1alpha1", "NatsRestore", "natsrestores", true);
  public static final Kind NATS_OPERATION =
      new Kind("flotilla.dev", "v1alpha1", "NatsOperation", "natsoperations", true);

  public static final Kind RESOURCE_QUOTA =
      new Kind("", "v1", "ResourceQuota", "resourcequotas", true);
  public static final Kind STORAGE_CLASS =
      new Kind("storage.k8s.io", "v1", "StorageClass", "storageclasses", false);
  public static final Kind NAMESPACE = new Kind("", "v1", "Namespace", "namespaces", false);
  public static final Kind NODE = new Kind("", "v1", "Node", "nodes", false);

  /** As in manifests: {@code v1} or {@code apps/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** What the client needs to address objects of this kind without API discovery. */
  public ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(name)
        .withPlural(plural)
        .withNamespaced(namespaced)
        .build();
  }
}
