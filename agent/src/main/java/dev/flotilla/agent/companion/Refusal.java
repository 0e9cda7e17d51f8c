// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.companion;

import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.protocol.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** What the API server's refusal of a companion means to people. */
final class Refusal {
  private Refusal() {}

  /** A companion as people say it. */
  static String title(Manifest companion) {
    return companion.kind().name() + " " + companion.name();
  }

  /** That one could not be written. */
  static Problem of(Manifest companion, KubernetesClientException refused) {
    return refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND
        ? new Problem(
            "COMPANION_KIND_MISSING",
            "Kubernetes knows no "
                + companion.kind().name()
                + " of "
                + companion.kind().apiVersion()
                + ", so there is no "
                + title(companion),
            "Install what brings the definition, or switch this part of the spec off.")
        : of(title(companion), refused);
  }

  /** That something could not be asked or written. */
  static Problem of(String what, KubernetesClientException refused) {
    String reason =
        refused.getStatus() != null && refused.getStatus().getMessage() != null
            ? refused.getStatus().getMessage()
            : "it gave no answer";
    return new Problem(
        "COMPANION_REFUSED",
        "Kubernetes refuses " + what + ": " + reason,
        "Mend what it says, or switch this part of the spec off.");
  }
}
