// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.settings.AgentSettings;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The Lease of an agent whose pod has been deleted. Nothing can renew it, so the next agent does
 * not wait for it to expire. The process may outlive its pod on a node that was cut off: its writes
 * are bound to the version that it last read, and its next step fails at the NatsCluster.
 */
@ApplicationScoped
class AbandonedLease {
  private static final Logger LOG = Logger.getLogger(AbandonedLease.class);
  private static final Set<String> ENDED = Set.of("Failed", "Succeeded");

  private final KubernetesObjects objects;
  private final AgentSettings settings;

  AbandonedLease(KubernetesObjects objects, AgentSettings settings) {
    this.objects = objects;
    this.settings = settings;
  }

  /** Releases the Lease if its holder is gone; otherwise it expires. */
  void release() {
    try {
      objects
          .find(Kind.LEASE, settings.namespace(), settings.lease())
          .filter(this::isAbandoned)
          .flatMap(lease -> objects.replace(withoutHolder(lease)))
          .ifPresent(_ -> LOG.info("the agent that held the Lease is gone: releasing the Lease"));
    } catch (KubernetesClientException problem) {
      LOG.warnf("cannot read the Lease, waiting for it to expire: %s", problem.getMessage());
    }
  }

  private boolean isAbandoned(Live lease) {
    String holder = holder(lease);
    return !holder.isEmpty()
        && !holder.equals(settings.instance())
        && objects.find(Kind.POD, settings.namespace(), holder).filter(this::lives).isEmpty();
  }

  private boolean lives(Live pod) {
    return !ENDED.contains(Tree.text(pod.tree(), "status", "phase"));
  }

  private static String holder(Live lease) {
    return Tree.text(lease.tree(), "spec", "holderIdentity");
  }

  private static Manifest withoutHolder(Live lease) {
    Map<String, Object> spec = part(lease, "spec");
    spec.remove("holderIdentity");
    return new Manifest(Kind.LEASE, part(lease, "metadata"), Tree.object("spec", spec));
  }

  private static Map<String, Object> part(Live lease, String name) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (lease.tree().get(name) instanceof Map<?, ?> part) {
      part.forEach((key, value) -> copy.put(String.valueOf(key), value));
    }
    return copy;
  }
}
