// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import dev.flotilla.agent.credentials.CredentialSecrets;
import dev.flotilla.agent.credentials.DataPlane;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.ChildWriter;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Certificate;
import dev.flotilla.agent.render.TlsFiles;
import dev.flotilla.nats.cluster.ServerCertificate;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Sees to it that servers that speak TLS have a certificate, and that the agent can judge it. */
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
   * The certificate of the servers, made or asked for where it is missing; empty when they speak no
   * TLS.
   *
   * @throws Blocked when it is not there, cannot be read, or cannot be made
   */
  public Optional<Certified> open(Blueprint blueprint, DataPlane dataPlane) throws Blocked {
    if (!blueprint.spec().tls().used()) {
      return Optional.empty();
    }
    ServerCertificate source = blueprint.spec().tls().certificate();
    if (source.selfSigned()) {
      issue(blueprint, dataPlane);
    } else if (source.issuerRef() != null) {
      order(blueprint);
    }
    String name = blueprint.names().certificateSecret(source);
    Live secret =
        objects
            .find(Kind.SECRET, blueprint.namespace(), name)
            .orElseThrow(() -> missing(name, source.issuerRef() != null));
    ServerCertificates read = read(secret);
    return Optional.of(new Certified(read.digest(), context(read, secret, blueprint.name())));
  }

  /**
   * The digest of the servers' certificate as it is now, without making one: the empty string where
   * the agent or cert-manager has yet to make it, or where servers speak no TLS.
   *
   * @throws Blocked when a certificate that somebody else must give is not there
   */
  public String foresee(Blueprint blueprint) throws Blocked {
    if (!blueprint.spec().tls().used()) {
      return "";
    }
    ServerCertificate source = blueprint.spec().tls().certificate();
    String name = blueprint.names().certificateSecret(source);
    Optional<Live> secret = objects.find(Kind.SECRET, blueprint.namespace(), name);
    if (secret.isEmpty() && source.secretName() != null) {
      throw missing(name, false);
    }
    return secret.flatMap(TlsStore::whole).map(ServerCertificates::digest).orElse("");
  }

  /**
   * How servers that run are reached, whatever their document says now; empty in plain text.
   *
   * @throws Blocked when their certificate is not there or cannot be read
   */
  public Optional<SSLContext> ofRunning(Live set) throws Blocked {
    if (!TlsFiles.ofClients(set)) {
      return Optional.empty();
    }
    String name = TlsFiles.secret(set);
    Live secret =
        objects.find(Kind.SECRET, set.namespace(), name).orElseThrow(() -> missing(name, false));
    return Optional.of(context(read(secret), secret, set.name()));
  }

  private static SSLContext context(ServerCertificates read, Live secret, String cluster)
      throws Blocked {
    try {
      return read.context(cluster + "." + secret.namespace() + ".svc");
    } catch (IllegalArgumentException damaged) {
      throw damaged(secret.name(), damaged);
    }
  }

  /** Asks cert-manager, which puts the certificate into the Secret. */
  private void order(Blueprint blueprint) throws Blocked {
    try {
      children.ensure(Certificate.of(blueprint), blueprint.uid());
    } catch (KubernetesClientException problem) {
      if (problem.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          || problem.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        throw new Blocked(
            new Problem(
                Code.CERT_MANAGER_OUT_OF_REACH,
                "cert-manager is not installed, or the agent is not allowed to use it",
                "Install it, and set certManager.enabled in the values of the agent's chart."));
      }
      throw problem;
    }
  }

  private void issue(Blueprint blueprint, DataPlane dataPlane) throws Blocked {
    Instant now = clock.instant();
    String name = dataPlane.names().certificateSecret();
    Optional<Live> present = mine(dataPlane, name);
    ServerAuthority authority = authority(dataPlane, now);
    if (present
        .flatMap(TlsStore::whole)
        .filter(whole -> whole.stillGood(authority, Certificate.names(blueprint), now))
        .isPresent()) {
      return;
    }
    ServerAuthority.Issued issued =
        authority.issue(blueprint.name(), Certificate.names(blueprint), now, random);
    Map<String, String> data = ServerCertificates.secretData(issued, authority);
    Manifest secret =
        CredentialSecrets.owned(CredentialSecrets.secret(dataPlane, name, data), dataPlane);
    Manifest typed =
        new Manifest(
            secret.kind(),
            secret.metadata(),
            Tree.object("type", "kubernetes.io/tls", "data", SecretData.encoded(data)));
    objects.apply(present.map(typed::onlyIf).orElse(typed));
  }

  private ServerAuthority authority(DataPlane dataPlane, Instant now) throws Blocked {
    String name = dataPlane.names().authoritySecret();
    Optional<Live> present = mine(dataPlane, name);
    if (present.isEmpty()) {
      if (dataPlane.running()) {
        throw lost(name);
      }
      ServerAuthority made = ServerAuthority.create(dataPlane.name(), now, random);
      // Create, never apply: of two writers at once, one reads what the other made.
      return objects
              .create(CredentialSecrets.secret(dataPlane, name, made.secretData()))
              .isPresent()
          ? made
          : authority(dataPlane, now);
    }
    try {
      ServerAuthority known = ServerAuthority.parse(SecretData.plain(present.get()));
      return known.nearItsEnd(now) ? renew(dataPlane, present.get(), known.renewed(now)) : known;
    } catch (IllegalArgumentException damaged) {
      throw damaged(name, damaged);
    }
  }

  private ServerAuthority renew(DataPlane dataPlane, Live present, ServerAuthority renewed) {
    objects.apply(
        CredentialSecrets.secret(dataPlane, present.name(), renewed.secretData()).onlyIf(present));
    return renewed;
  }

  private Optional<Live> mine(DataPlane dataPlane, String name) throws Blocked {
    Optional<Live> found = objects.find(Kind.SECRET, dataPlane.namespace(), name);
    if (found.isPresent() && !CredentialSecrets.isOurs(found.get(), dataPlane)) {
      throw Blocked.byForeignObject(found.get());
    }
    return found;
  }

  private static Optional<ServerCertificates> whole(Live secret) {
    try {
      return Optional.of(ServerCertificates.parse(SecretData.plain(secret)));
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static ServerCertificates read(Live secret) throws Blocked {
    try {
      return ServerCertificates.parse(SecretData.plain(secret));
    } catch (IllegalArgumentException damaged) {
      throw damaged(secret.name(), damaged);
    }
  }

  private static Blocked missing(String name, boolean ordered) {
    return new Blocked(
        new Problem(
            Code.CERTIFICATE_MISSING,
            "Secret " + name + " with the servers' certificate does not exist",
            ordered
                ? "cert-manager creates it; check 'kubectl describe certificate " + name + "'."
                : "Create it, with tls.crt, tls.key and ca.crt."));
  }

  private static Blocked damaged(String name, IllegalArgumentException damage) {
    return new Blocked(
        new Problem(
            Code.CERTIFICATE_DAMAGED,
            "Secret " + name + " is not usable: " + damage.getMessage(),
            "It must contain tls.crt, tls.key and ca.crt in PEM."));
  }

  private static Blocked lost(String name) {
    return new Blocked(
        new Problem(
            Code.AUTHORITY_LOST,
            "Secret " + name + " is missing while servers use certificates that it signed",
            "Restore it from a backup; servers with certificates of a new CA could not connect to the others."));
  }
}
