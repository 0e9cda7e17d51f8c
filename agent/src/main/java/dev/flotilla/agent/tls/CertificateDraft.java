// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;

/**
 * The certificate of the servers, and changes of the objects that issue or request it. A
 * certificate that is missing has been issued, and is discarded unless the changes are applied.
 *
 * @param changes in the order in which they are written
 * @param certified empty where servers speak no TLS, or the certificate does not exist yet
 * @param awaited why it does not exist yet, where it arrives without intervention
 * @param warnings what will have to be done about it
 */
public record CertificateDraft(
    List<Change> changes,
    Optional<Certified> certified,
    Optional<Problem> awaited,
    List<Problem> warnings) {
  static final CertificateDraft NONE =
      new CertificateDraft(List.of(), Optional.empty(), Optional.empty(), List.of());

  public CertificateDraft {
    changes = List.copyOf(changes);
    warnings = List.copyOf(warnings);
  }

  static CertificateDraft given(Certified certified, List<Problem> warnings) {
    return new CertificateDraft(List.of(), Optional.of(certified), Optional.empty(), warnings);
  }

  static CertificateDraft of(List<Change> changes, Certified certified) {
    return new CertificateDraft(changes, Optional.of(certified), Optional.empty(), List.of());
  }

  static CertificateDraft awaited(List<Change> changes, Problem problem) {
    return new CertificateDraft(changes, Optional.empty(), Optional.of(problem), List.of());
  }
}
