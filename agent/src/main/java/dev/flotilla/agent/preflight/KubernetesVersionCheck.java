// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.query.PreflightCheck;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether Kubernetes is new enough. */
final class KubernetesVersionCheck {
  /** As the charts require it: an API server that was replaced by an older one is still noticed. */
  private static final int OLDEST_MINOR = 30;

  private static final Pattern VERSION = Pattern.compile("v?1\\.(\\d{1,4})\\D.*");

  private KubernetesVersionCheck() {}

  /**
   * Judges the version that the API server reports.
   *
   * @param version such as {@code v1.34.4} or {@code v1.31.2-eks-7f9249a}; custom builds may report
   *     anything
   */
  static List<PreflightCheck> of(String version) {
    Matcher known = VERSION.matcher(version);
    if (!known.matches()) {
      return List.of(
          new PreflightCheck(
              Code.KUBERNETES_VERSION,
              PreflightCheck.Result.NOT_CHECKED,
              "the API server reports version " + version,
              "Check that it is Kubernetes 1." + OLDEST_MINOR + " or newer."));
    }
    return List.of(
        Integer.parseInt(known.group(1)) >= OLDEST_MINOR
            ? new PreflightCheck(
                Code.KUBERNETES_VERSION,
                PreflightCheck.Result.PASSED,
                "the API server is " + version,
                "")
            : new PreflightCheck(
                Code.KUBERNETES_VERSION,
                PreflightCheck.Result.WARNING,
                "the API server is " + version + ", but Flotilla requires 1." + OLDEST_MINOR,
                "Upgrade Kubernetes before you run production workloads."));
  }
}
