// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.protocol.plan.Check;
import java.util.List;

/** Whether Kubernetes is new enough. */
final class VersionCheck {
  static final String KUBERNETES_VERSION = "KUBERNETES_VERSION";

  /** As the charts demand it: an API server that was exchanged for an older one is still seen. */
  private static final Runtime.Version OLDEST = Runtime.Version.parse("1.30");

  private VersionCheck() {}

  /**
   * Judges what the API server says of itself.
   *
   * @param version such as {@code v1.34.4} or {@code v1.31.2-eks-7f9249a}
   */
  static List<Check> of(String version) {
    String number = version.replaceFirst("^v?(\\d+\\.\\d+).*", "$1");
    boolean fits = Runtime.Version.parse(number).compareToIgnoreOptional(OLDEST) >= 0;
    return List.of(
        fits
            ? new Check(KUBERNETES_VERSION, Check.Result.PASSED, "the API server is " + version, "")
            : new Check(
                KUBERNETES_VERSION,
                Check.Result.WARNING,
                "the API server is " + version + ", and Flotilla is made for " + OLDEST + " on",
                "Upgrade Kubernetes before you rely on what runs here."));
  }
}
