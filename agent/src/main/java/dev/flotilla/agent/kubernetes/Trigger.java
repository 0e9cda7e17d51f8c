// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * An object as informers keep it: its metadata and nothing else. Its change triggers a reconciler,
 * which reads what it decides on afresh; so caches stay small and no decision is based on stale
 * state.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonDeserialize
public abstract class Trigger implements HasMetadata, Namespaced {
  private static final long serialVersionUID = 1L;

  private String apiVersion = HasMetadata.getApiVersion(getClass());
  private String kind = HasMetadata.getKind(getClass());
  private ObjectMeta metadata = new ObjectMeta();

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta metadata) {
    this.metadata = metadata;
  }

  @Override
  public String getKind() {
    return kind;
  }

  /** Sets the kind, as the client does for items of a list. */
  public void setKind(String kind) {
    this.kind = kind;
  }

  @Override
  public String getApiVersion() {
    return apiVersion;
  }

  @Override
  public void setApiVersion(String apiVersion) {
    this.apiVersion = apiVersion;
  }

  /** A NatsCluster changed. */
  @Group("flotilla.dev")
  @Version("v1alpha1")
  @Kind("NatsCluster")
  public static class OfNatsCluster extends Trigger {
    private static final long serialVersionUID = 1L;
  }

  /** A NatsOperation changed. */
  @Group("flotilla.dev")
  @Version("v1alpha1")
  @Kind("NatsOperation")
  public static class OfNatsOperation extends Trigger {
    private static final long serialVersionUID = 1L;
  }

  /** A NatsBackup changed. */
  @Group("flotilla.dev")
  @Version("v1alpha1")
  @Kind("NatsBackup")
  public static class OfNatsBackup extends Trigger {
    private static final long serialVersionUID = 1L;
  }

  /** A NatsRestore changed. */
  @Group("flotilla.dev")
  @Version("v1alpha1")
  @Kind("NatsRestore")
  public static class OfNatsRestore extends Trigger {
    private static final long serialVersionUID = 1L;
  }

  /** A StatefulSet changed. */
  @Group("apps")
  @Version("v1")
  @Kind("StatefulSet")
  public static class OfStatefulSet extends Trigger {
    private static final long serialVersionUID = 1L;
  }

  /** A pod changed. */
  @Group("")
  @Version("v1")
  @Kind("Pod")
  public static class OfPod extends Trigger {
    private static final long serialVersionUID = 1L;
  }

  /** A Service changed. */
  @Group("")
  @Version("v1")
  @Kind("Service")
  public static class OfService extends Trigger {
    private static final long serialVersionUID = 1L;
  }

  /** A ConfigMap changed. */
  @Group("")
  @Version("v1")
  @Kind("ConfigMap")
  public static class OfConfigMap extends Trigger {
    private static final long serialVersionUID = 1L;
  }

  /** A PodDisruptionBudget changed. */
  @Group("policy")
  @Version("v1")
  @Kind("PodDisruptionBudget")
  public static class OfDisruptionBudget extends Trigger {
    private static final long serialVersionUID = 1L;
  }
}
