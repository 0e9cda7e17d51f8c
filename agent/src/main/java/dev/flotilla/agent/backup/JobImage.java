// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.settings.AgentSettings;
import java.util.List;

/**
 * The image of Jobs, which is the agent's own, and the account that they run under.
 *
 * @param image reference of the image
 * @param pullPolicy as in Kubernetes; empty for its default
 * @param pullSecrets names of image pull Secrets in the namespace of the Job
 * @param serviceAccount may patch the status of NatsBackups and NatsRestores, and nothing else
 */
record JobImage(String image, String pullPolicy, List<String> pullSecrets, String serviceAccount) {
  /** As the chart has set it. */
  static JobImage of(AgentSettings settings) {
    return new JobImage(
        settings.image().orElseThrow(),
        settings.imagePullPolicy().orElse(""),
        settings.imagePullSecrets().orElseGet(List::of),
        settings.backupServiceAccount());
  }
}
