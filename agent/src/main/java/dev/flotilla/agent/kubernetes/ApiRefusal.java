// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.Set;

/** A request that the API server refused: a quota, a policy, a missing permission. */
public final class ApiRefusal {
  /** Status codes that are about the request and not about the API server. */
  private static final Set<Integer> CODES = Set.of(400, 403, 404, 422);

  private ApiRefusal() {}

  /** Whether the same request would be refused again until something is changed. */
  public static boolean lasts(KubernetesClientException problem) {
    return CODES.contains(problem.getCode());
  }

  /**
   * In the API server's own words, which name fields and rules; for a Secret, only that it was
   * refused.
   *
   * @param what is refused, such as "a request" or "StatefulSet orders"
   */
  public static Problem problem(String what, KubernetesClientException problem) {
    String words =
        Optional.ofNullable(problem.getStatus())
            .filter(status -> !isSecret(status))
            .map(Status::getMessage)
            .filter(message -> !message.isEmpty())
            .map(message -> ": " + message)
            .orElse("");
    return new Problem(
        Code.KUBERNETES_REFUSED,
        "the API server refuses " + what + " with " + problem.getCode() + words,
        "Fix the cause, or ask the administrators of the member.");
  }

  private static boolean isSecret(Status status) {
    return status.getDetails() != null && "secrets".equals(status.getDetails().getKind());
  }
}
