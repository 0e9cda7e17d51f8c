// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.connect;

import dev.flotilla.protocol.api.NatsClusterView;
import dev.flotilla.protocol.report.NatsClusterFacts.Access;
import dev.flotilla.protocol.report.NatsClusterFacts.Authority;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a client needs to know: the NatsCluster, and how it is reached inside its member. */
record Connection(NatsClusterView view, Access access) {
  CredentialForm form() {
    return CredentialForm.of(access);
  }

  /** Where the credentials are; empty if authentication is off. */
  Optional<SecretEntry> credentials() {
    return Optional.ofNullable(access.key())
        .map(key -> new SecretEntry(String.valueOf(access.secret()), key));
  }

  /** Where the CA certificate is; empty without TLS. */
  Optional<SecretEntry> authority() {
    return Optional.ofNullable(access.authority())
        .map(authority -> new SecretEntry(authority.secret(), authority.key()));
  }

  /** Whether a client must present a certificate as well. */
  boolean clientCertificate() {
    return Optional.ofNullable(access.authority()).filter(Authority::clientCertificate).isPresent();
  }

  /** Everything that a client reads from Secrets. */
  List<SecretEntry> secrets() {
    return Stream.concat(credentials().stream(), authority().stream()).toList();
  }

  /** The part of it that a client reads from files. */
  List<SecretEntry> files() {
    return form().isFile() ? secrets() : authority().stream().toList();
  }
}
