// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.query.PreflightCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Whether the API server knows the kinds of other people's operators that a spec needs. */
final class DefinitionsCheck {
  private DefinitionsCheck() {}

  /**
   * One check for each kind.
   *
   * @param knows whether the API server knows a version of a group
   */
  static List<PreflightCheck> of(NatsClusterSpec spec, Predicate<String> knows) {
    List<PreflightCheck> checks = new ArrayList<>();
    if (spec.tls().used() && spec.tls().certificate().issuerRef() != null) {
      checks.add(
          known(Kind.CERTIFICATE, knows)
              ? passed(Kind.CERTIFICATE)
              : new PreflightCheck(
                  Code.DEFINITIONS,
                  PreflightCheck.Result.ERROR,
                  "the API server does not know the kind Certificate, which the servers need",
                  "Install cert-manager, or remove tls.certificate.issuerRef."));
    }
    if (spec.exporter().podMonitor().enabled() || spec.surveyor().podMonitor().enabled()) {
      checks.add(
          known(Kind.POD_MONITOR, knows)
              ? passed(Kind.POD_MONITOR)
              : new PreflightCheck(
                  Code.DEFINITIONS,
                  PreflightCheck.Result.WARNING,
                  "the API server does not know the kind PodMonitor, so metrics are not scraped",
                  "Install the Prometheus operator, or remove podMonitor."));
    }
    return checks;
  }

  private static boolean known(Kind kind, Predicate<String> knows) {
    return knows.test(kind.apiVersion());
  }

  private static PreflightCheck passed(Kind kind) {
    return new PreflightCheck(
        Code.DEFINITIONS, PreflightCheck.Result.PASSED, "the API server knows " + kind.name(), "");
  }
}
