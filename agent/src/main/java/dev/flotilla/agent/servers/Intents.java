// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** Records what is about to be done. */
public interface Intents {
  /**
   * Returns once the intent is in the journal; the same one twice is written once.
   *
   * @throws KubernetesClientException with code 409 when the journal is not as it was when this
   *     pass began: another agent is at work, and nothing may be done
   */
  void record(Intent intent);
}
