// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;

/**
 * The certificate of the servers, and what becomes of the objects that it is made or ordered by. A
 * certificate that is missing has been made, and is forgotten unless the changes are carried out.
 *
 * @param changes in the order in which they are written
 * @param certified empty where servers speak no TLS, or it is not there yet
 * @param awaited why it is not there yet, where it comes without anybody's help
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
