// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Translates the API server's refusal of an add-on for users. */
public final class AddonRefusal {
  private AddonRefusal() {}

  /** An add-on as messages name it. */
  static String title(Manifest addon) {
    return title(addon.kind(), addon.name());
  }

  private static String title(Kind kind, String name) {
    return kind.name() + " " + name;
  }

  /** The add-on could not be read. */
  static Problem of(Manifest addon, KubernetesClientException refused) {
    return of(addon.kind(), addon.name(), refused);
  }

  /** The add-on could not be changed. */
  public static Problem of(Change change, KubernetesClientException refused) {
    return of(change.kind(), change.name(), refused);
  }

  private static Problem of(Kind kind, String name, KubernetesClientException refused) {
    return refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND
        ? new Problem(
            Code.ADDON_KIND_MISSING,
            "Kubernetes does not know the kind %s of %s, so there is no %s"
                .formatted(kind.name(), kind.apiVersion(), title(kind, name)),
            "Install its CustomResourceDefinition, or disable this part of the spec.")
        : of(title(kind, name), refused);
  }

  /** A request could not be made. */
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
