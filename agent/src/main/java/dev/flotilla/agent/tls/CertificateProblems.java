// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.time.Instant;
import java.util.List;

/** Problems of the servers' certificate. */
final class CertificateProblems {
  private CertificateProblems() {}

  static Blocked missing(String name) {
    return new Blocked(missing(name, "Create it, with tls.crt, tls.key and ca.crt."));
  }

  static Problem ordered(String name) {
    return missing(
        name, "cert-manager creates it; check 'kubectl describe certificate " + name + "'.");
  }

  private static Problem missing(String name, String hint) {
    return new Problem(
        Code.CERTIFICATE_MISSING,
        "Secret " + name + " with the servers' certificate does not exist",
        hint);
  }

  static Blocked damaged(String name, IllegalArgumentException damage) {
    return new Blocked(
        new Problem(
            Code.CERTIFICATE_DAMAGED,
            "Secret " + name + " is not usable: " + damage.getMessage(),
            "It must contain tls.crt, tls.key and ca.crt in PEM."));
  }

  static Blocked unsuitable(String name, List<String> flaws) {
    return new Blocked(
        new Problem(
            Code.CERTIFICATE_UNSUITABLE,
            "Servers cannot use Secret " + name + ": " + String.join("; ", flaws),
            "Correct the Secret; no server starts or restarts with it before."));
  }

  static Problem ending(String name, Instant end) {
    return new Problem(
        Code.CERTIFICATE_ENDS,
        "The servers' certificate in Secret " + name + " ends on " + end,
        "Renew the Secret before: servers take up another certificate one after another, and refuse one that has ended.");
  }

  static Blocked authorityLost(String name) {
    return new Blocked(
        new Problem(
            Code.AUTHORITY_LOST,
            "Secret " + name + " is missing while servers use certificates that it signed",
            "Restore it from a backup; servers with certificates of a new CA could not connect to the others."));
  }

  static Blocked outOfReach() {
    return new Blocked(
        new Problem(
            Code.CERT_MANAGER_OUT_OF_REACH,
            "cert-manager is not installed, or the agent is not allowed to use it",
            "Install it, and set certManager.enabled in the values of the agent's chart."));
  }
}
