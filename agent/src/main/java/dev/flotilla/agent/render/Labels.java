// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.agent.kubernetes.Tree;
import java.util.LinkedHashMap;
import java.util.Map;

/** Labels and annotations that the agent sets or reads. */
public final class Labels {
  /** On every child and pod: name of the NatsCluster. The agent's informers select by it. */
  public static final String CLUSTER = "flotilla.dev/natscluster";

  /** On custom resources: the owner, {@code hub} or {@code local}; absent means local. */
  public static final String MANAGED_BY = "flotilla.dev/managed-by";

  /** Value of {@link #MANAGED_BY} for what the hub's documents own. */
  public static final String HUB = "hub";

  /** Annotation of a resource that came from the hub: revision of its document. */
  public static final String REVISION = "flotilla.dev/revision";

  /** Annotation of pods that speak TLS: on which listeners, and the source of the certificate. */
  public static final String TLS = "flotilla.dev/tls";

  /** On add-ons and their pods: which add-on it is. */
  public static final String ADDON = "flotilla.dev/addon";

  /**
   * Annotation of the StatefulSet: cluster name of the servers, where it is not the NatsCluster's.
   */
  public static final String CLUSTER_NAME = "flotilla.dev/cluster-name";

  /** Annotation of the StatefulSet: mode of authentication, where it is not {@code operator}. */
  public static final String AUTHENTICATION = "flotilla.dev/authentication";

  private Labels() {}

  /** The selector of the servers' pods, for Services, the budget and the StatefulSet. */
  public static Map<String, Object> selector(String cluster) {
    return Tree.object(
        "app.kubernetes.io/name", "nats",
        "app.kubernetes.io/instance", cluster,
        "app.kubernetes.io/component", "nats");
  }

  /** The labels of every child and pod. */
  public static Map<String, Object> of(String cluster, String version) {
    Map<String, Object> labels = new LinkedHashMap<>(selector(cluster));
    labels.put("app.kubernetes.io/version", version);
    labels.put("app.kubernetes.io/managed-by", "flotilla-agent");
    labels.put(CLUSTER, cluster);
    return labels;
  }
}
