// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;

/** Notified of NatsClusters after each pass. */
public interface NatsClusterListener {
  /**
   * A pass ended.
   *
   * @param resource the NatsCluster as it was before the pass
   * @param status its status now
   */
  void seen(Live resource, NatsClusterStatus status);

  /** A NatsCluster was deleted. */
  void gone(String namespace, String name);
}
