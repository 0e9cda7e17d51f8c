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
 */
public record CertificateDraft(
    List<Change> changes, Optional<Certified> certified, Optional<Problem> awaited) {
  static final CertificateDraft NONE =
      new CertificateDraft(List.of(), Optional.empty(), Optional.empty());

  public CertificateDraft {
    changes = List.copyOf(changes);
  }

  static CertificateDraft of(List<Change> changes, Certified certified) {
    return new CertificateDraft(changes, Optional.of(certified), Optional.empty());
  }

  static CertificateDraft awaited(List<Change> changes, Problem problem) {
    return new CertificateDraft(changes, Optional.empty(), Optional.of(problem));
  }
}
