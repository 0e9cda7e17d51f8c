// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import dev.flotilla.agent.credentials.DataPlane;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.ChildWriter;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.tls.Certificate;
import dev.flotilla.agent.render.tls.TlsFiles;
import dev.flotilla.nats.cluster.tls.ServerCertificate;
import dev.flotilla.protocol.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Determines the certificate of servers with TLS, and the changes that lead to it. Reads and writes
 * nothing.
 */
@ApplicationScoped
public class TlsStore {
  private final KubernetesObjects objects;
  private final ChildWriter children;
  private final InstantSource clock;
  private final SecureRandom random;

  TlsStore(
      KubernetesObjects objects, ChildWriter children, InstantSource clock, SecureRandom random) {
    this.objects = objects;
    this.children = children;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The certificate of the servers, issued or requested where it is missing.
   *
   * @throws Blocked when it cannot be read or issued, or does not exist
   */
  public CertificateDraft draft(Blueprint blueprint, DataPlane dataPlane) throws Blocked {
    if (!blueprint.spec().access().tls().used()) {
      return CertificateDraft.NONE;
    }
    ServerCertificate source = blueprint.spec().access().tls().certificate();
    if (source.selfSigned()) {
      return issued(blueprint, dataPlane);
    }
    return source.issuerRef() == null ? given(blueprint) : ordered(blueprint);
  }

  private CertificateDraft issued(Blueprint blueprint, DataPlane dataPlane) throws Blocked {
    IssuedCertificate.Issue issue =
        new IssuedCertificate(
                objects, dataPlane, Certificate.names(blueprint), clock.instant(), random)
            .issue();
    return CertificateDraft.of(
        issue.changes(), certified(blueprint, blueprint.names().certificateSecret(), issue.data()));
  }

  private CertificateDraft given(Blueprint blueprint) throws Blocked {
    String name =
        blueprint.names().certificateSecret(blueprint.spec().access().tls().certificate());
    Map<String, String> data =
        data(blueprint, name).orElseThrow(() -> CertificateProblems.missing(name));
    Certified certified = certified(blueprint, name, data);
    return CertificateDraft.given(certified, review(blueprint, name, data));
  }

  /** Others issued it, and need not know what servers need. Returns warnings. */
  private List<Problem> review(Blueprint blueprint, String name, Map<String, String> data)
      throws Blocked {
    CertificateReview review =
        new CertificateReview(ServerCertificates.parse(data), clock.instant());
    if (!review.keyFits()) {
      throw CertificateProblems.damaged(
          name, new IllegalArgumentException("tls.key does not belong to tls.crt"));
    }
    List<String> flaws = review.flaws(blueprint);
    if (!flaws.isEmpty()) {
      throw CertificateProblems.unsuitable(name, flaws);
    }
    return review.ending().map(end -> CertificateProblems.ending(name, end)).stream().toList();
  }

  /** From cert-manager, which writes the certificate to the Secret. */
  private CertificateDraft ordered(Blueprint blueprint) throws Blocked {
    List<Change> order = List.of(order(blueprint));
    String name = blueprint.names().certificateSecret();
    Optional<Map<String, String>> data = data(blueprint, name);
    return data.isPresent()
        ? CertificateDraft.of(order, certified(blueprint, name, data.get()))
        : CertificateDraft.awaited(order, CertificateProblems.ordered(name));
  }

  private Change order(Blueprint blueprint) throws Blocked {
    try {
      Change order = children.change(Certificate.of(blueprint), blueprint.uid());
      boolean first = order instanceof Change.Apply(_, var present) && present.isEmpty();
      if (first && !objects.knows(Kind.CERTIFICATE.apiVersion())) {
        throw CertificateProblems.outOfReach();
      }
      return order;
    } catch (KubernetesClientException problem) {
      if (problem.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        throw CertificateProblems.outOfReach();
      }
      throw problem;
    }
  }

  private Optional<Map<String, String>> data(Blueprint blueprint, String name) {
    return objects.find(Kind.SECRET, blueprint.namespace(), name).map(SecretData::plain);
  }

  private static Certified certified(Blueprint blueprint, String secret, Map<String, String> data)
      throws Blocked {
    try {
      ServerCertificates read = ServerCertificates.parse(data);
      return new Certified(
          read.digest(), read.context(host(blueprint.namespace(), blueprint.name())));
    } catch (IllegalArgumentException damaged) {
      throw CertificateProblems.damaged(secret, damaged);
    }
  }

  /**
   * How running servers are reached, regardless of their current document; empty in plain text.
   *
   * @throws Blocked when their certificate does not exist or cannot be read
   */
  public Optional<SSLContext> ofRunning(Live set) throws Blocked {
    if (!TlsFiles.ofClients(set)) {
      return Optional.empty();
    }
    String name = TlsFiles.secret(set);
    Live secret =
        objects
            .find(Kind.SECRET, set.namespace(), name)
            .orElseThrow(() -> CertificateProblems.missing(name));
    try {
      return Optional.of(
          ServerCertificates.parse(SecretData.plain(secret))
              .context(host(set.namespace(), set.name())));
    } catch (IllegalArgumentException damaged) {
      throw CertificateProblems.damaged(name, damaged);
    }
  }

  private static String host(String namespace, String cluster) {
    return cluster + "." + namespace + ".svc";
  }
}
