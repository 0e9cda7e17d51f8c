// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import dev.flotilla.agent.credentials.CredentialSecrets;
import dev.flotilla.agent.credentials.DataPlane;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.agent.kubernetes.Tree;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A certificate that the agent issues with an authority of the NatsCluster itself.
 *
 * @param objects reads its Secrets
 * @param dataPlane the NatsCluster
 * @param names DNS names and addresses that it must carry
 * @param now the present
 * @param random for its keys
 */
record IssuedCertificate(
    KubernetesObjects objects,
    DataPlane dataPlane,
    List<String> names,
    Instant now,
    SecureRandom random) {
  private record Authority(ServerAuthority value, Change change) {}

  /** The content of its Secret, and the changes of the Secrets. */
  record Issue(Map<String, String> data, List<Change> changes) {}

  /**
   * The present certificate where it is still valid, else a new one.
   *
   * @throws Blocked when a Secret has another owner, or the authority is lost or damaged
   */
  Issue issue() throws Blocked {
    String name = dataPlane.names().certificateSecret();
    Optional<Live> present = CredentialSecrets.find(objects, dataPlane, name);
    Authority authority = authority();
    Optional<Map<String, String>> good =
        present.map(SecretData::plain).filter(data -> isGood(data, authority.value()));
    if (good.isPresent()) {
      return new Issue(good.get(), List.of(authority.change(), new Change.Keep(present.get())));
    }
    ServerAuthority.Issued issued = authority.value().issue(dataPlane.name(), names, now, random);
    Map<String, String> data = ServerCertificates.secretData(issued, authority.value());
    return new Issue(
        data, List.of(authority.change(), new Change.Apply(secret(name, data), present)));
  }

  private boolean isGood(Map<String, String> data, ServerAuthority authority) {
    try {
      return ServerCertificates.parse(data).stillGood(authority, names, now);
    } catch (IllegalArgumentException damaged) {
      return false;
    }
  }

  private Manifest secret(String name, Map<String, String> data) {
    Manifest secret =
        CredentialSecrets.owned(CredentialSecrets.secret(dataPlane, name, data), dataPlane);
    return new Manifest(
        secret.kind(),
        secret.metadata(),
        Tree.object("type", "kubernetes.io/tls", "data", SecretData.encoded(data)));
  }

  private Authority authority() throws Blocked {
    String name = dataPlane.names().authoritySecret();
    Optional<Live> present = CredentialSecrets.find(objects, dataPlane, name);
    if (present.isPresent()) {
      return known(present.get());
    }
    if (dataPlane.running()) {
      throw CertificateProblems.authorityLost(name);
    }
    ServerAuthority made = ServerAuthority.create(dataPlane.name(), now, random);
    return new Authority(made, new Change.Create(secretOf(made)));
  }

  private Authority known(Live present) throws Blocked {
    try {
      ServerAuthority known = ServerAuthority.parse(SecretData.plain(present));
      if (!known.nearItsEnd(now)) {
        return new Authority(known, new Change.Keep(present));
      }
      ServerAuthority renewed = known.renewed(now);
      return new Authority(renewed, new Change.Apply(secretOf(renewed), Optional.of(present)));
    } catch (IllegalArgumentException damaged) {
      throw CertificateProblems.damaged(present.name(), damaged);
    }
  }

  private Manifest secretOf(ServerAuthority authority) {
    return CredentialSecrets.secret(
        dataPlane, dataPlane.names().authoritySecret(), authority.secretData());
  }
}
