// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** What the API server's refusal of a addon means to people. */
final class AddonRefusal {
  private AddonRefusal() {}

  /** A addon as people say it. */
  static String title(Manifest addon) {
    return addon.kind().name() + " " + addon.name();
  }

  /** That one could not be written. */
  static Problem of(Manifest addon, KubernetesClientException refused) {
    return refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND
        ? new Problem(
            Code.ADDON_KIND_MISSING,
            "Kubernetes does not know the kind "
                + addon.kind().name()
                + " of "
                + addon.kind().apiVersion()
                + ", so there is no "
                + title(addon),
            "Install its CustomResourceDefinition, or disable this part of the spec.")
        : of(title(addon), refused);
  }

  /** That something could not be asked or written. */
  static Problem of(String what, KubernetesClientException refused) {
    String reason =
        refused.getStatus() != null && refused.getStatus().getMessage() != null
            ? refused.getStatus().getMessage()
            : "no response";
    return new Problem(
        Code.ADDON_REFUSED,
        "Kubernetes refuses " + what + ": " + reason,
        "Fix the cause, or disable this part of the spec.");
  }
}
