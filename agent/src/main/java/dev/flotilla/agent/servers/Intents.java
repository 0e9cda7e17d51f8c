// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** The journal of a pass: what is about to be done, and what a restart has left to do. */
public interface Intents {
  /**
   * Returns once the intent is in the journal; the same one twice is written once.
   *
   * @throws KubernetesClientException with code 409 when the journal is not as it was when this
   *     pass began: another agent is at work, and nothing may be done
   */
  void record(Intent intent);

  /** The last request for a restart, and what is left of it. */
  PendingRestart restart();

  /**
   * Returns once that is in the journal, before any effect of it.
   *
   * @throws KubernetesClientException as {@link #record(Intent)} does
   */
  void record(PendingRestart restart);
}
