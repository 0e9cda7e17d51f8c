// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

/** All listeners as one. */
@ApplicationScoped
class NatsClusterListeners {
  private final Instance<NatsClusterListener> listeners;

  NatsClusterListeners(Instance<NatsClusterListener> listeners) {
    this.listeners = listeners;
  }

  void seen(Live resource, NatsClusterStatus status) {
    listeners.forEach(listener -> listener.seen(resource, status));
  }

  void gone(String namespace, String name) {
    listeners.forEach(listener -> listener.gone(namespace, name));
  }
}
