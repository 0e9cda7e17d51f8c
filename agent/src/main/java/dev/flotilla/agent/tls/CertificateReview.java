// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.nats.cluster.tls.TlsListeners;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether servers could use a certificate that others issued. Without this, servers start, each
 * refuses the routes of the others, and it looks like a problem of the network.
 *
 * @param certificates the content of the Secret
 * @param now the present
 */
record CertificateReview(ServerCertificates certificates, Instant now) {
  private static final Duration SOON = Duration.ofDays(14);
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String ANY_USAGE = "2.5.29.37.0";

  /** Whether the private key is that of the certificate. */
  boolean keyFits() {
    try {
      PublicKey open = certificates.chain().getFirst().getPublicKey();
      Signature signature =
          Signature.getInstance(
              switch (open.getAlgorithm()) {
                case "EC" -> "SHA256withECDSA";
                case "RSA" -> "SHA256withRSA";
                default -> open.getAlgorithm();
              });
      signature.initSign(certificates.key());
      signature.update(open.getEncoded());
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(open.getEncoded());
      return signature.verify(signed);
    } catch (GeneralSecurityException otherKind) {
      return false;
    }
  }

  /** What is missing for the servers of that blueprint; empty when nothing is. */
  List<String> flaws(Blueprint blueprint) {
    TlsListeners listeners = blueprint.spec().access().tls().listeners();
    List<String> flaws = new ArrayList<>();
    validity().ifPresent(flaws::add);
    if (listeners.routes()) {
      unnamed(routeHosts(blueprint), "*." + blueprint.names().headlessService(), "routes")
          .ifPresent(flaws::add);
    }
    if (listeners.client()) {
      String host = blueprint.name() + "." + blueprint.namespace() + ".svc";
      unnamed(Stream.of(host), host, "the agent and clients").ifPresent(flaws::add);
    }
    usage(SERVER_AUTH, "serverAuth").ifPresent(flaws::add);
    if (listeners.routes() || blueprint.spec().access().tls().verifyClients()) {
      usage(CLIENT_AUTH, "clientAuth, since servers are clients of each other")
          .ifPresent(flaws::add);
    }
    unsigned().ifPresent(flaws::add);
    return flaws;
  }

  private static Stream<String> routeHosts(Blueprint blueprint) {
    return IntStream.range(0, blueprint.spec().servers().replicas())
        .mapToObj(
            ordinal ->
                blueprint.names().server(ordinal) + "." + blueprint.names().headlessService());
  }

  private Optional<String> validity() {
    X509Certificate certificate = certificates.chain().getFirst();
    if (certificate.getNotAfter().toInstant().isBefore(now)) {
      return Optional.of("tls.crt expired on " + certificate.getNotAfter().toInstant());
    }
    return certificate.getNotBefore().toInstant().isAfter(now)
        ? Optional.of("tls.crt is not valid before " + certificate.getNotBefore().toInstant())
        : Optional.empty();
  }

  /** When it ends, if that is soon: nothing else renews it. */
  Optional<Instant> ending() {
    Instant end = certificates.chain().getFirst().getNotAfter().toInstant();
    return end.isBefore(now.plus(SOON)) ? Optional.of(end) : Optional.empty();
  }

  private Optional<String> unnamed(Stream<String> hosts, String needed, String purpose) {
    List<String> carried = names();
    return hosts.allMatch(host -> carried.stream().anyMatch(name -> covers(name, host)))
        ? Optional.empty()
        : Optional.of("tls.crt lacks the DNS name " + needed + ", which " + purpose + " need");
  }

  /** A star matches the first label alone, for nats-server and for Java. */
  private static boolean covers(String carried, String host) {
    return carried.equalsIgnoreCase(host)
        || (carried.startsWith("*.")
            && carried.substring(1).equalsIgnoreCase(host.substring(host.indexOf('.'))));
  }

  private List<String> names() {
    try {
      Collection<List<?>> entries = certificates.chain().getFirst().getSubjectAlternativeNames();
      return entries == null
          ? List.of()
          : entries.stream().map(entry -> String.valueOf(entry.get(1))).toList();
    } catch (CertificateParsingException damaged) {
      return List.of();
    }
  }

  /** A certificate without the extension is good for everything. */
  private Optional<String> usage(String purpose, String words) {
    try {
      List<String> allowed = certificates.chain().getFirst().getExtendedKeyUsage();
      return allowed == null || allowed.contains(purpose) || allowed.contains(ANY_USAGE)
          ? Optional.empty()
          : Optional.of("tls.crt lacks the extended key usage " + words);
    } catch (CertificateParsingException damaged) {
      return Optional.of("the extended key usage of tls.crt cannot be read");
    }
  }

  private Optional<String> unsigned() {
    X509Certificate certificate = certificates.chain().getFirst();
    if (certificates.roots().contains(certificate)) {
      return Optional.empty();
    }
    try {
      PKIXParameters parameters =
          new PKIXParameters(
              certificates.roots().stream()
                  .map(root -> new TrustAnchor(root, null))
                  .collect(Collectors.toSet()));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(within(certificate)));
      var _ =
          CertPathValidator.getInstance("PKIX")
              .validate(
                  CertificateFactory.getInstance("X.509").generateCertPath(path()), parameters);
      return Optional.empty();
    } catch (GeneralSecurityException foreign) {
      return Optional.of("no certificate in ca.crt has signed tls.crt");
    }
  }

  /** Without a root at its end: that is what it is verified against. */
  private List<X509Certificate> path() {
    return certificates.chain().stream()
        .filter(certificate -> !certificates.roots().contains(certificate))
        .toList();
  }

  /** Its own validity is reported in other words. */
  private Instant within(X509Certificate certificate) {
    Instant last = certificate.getNotAfter().toInstant();
    Instant first = certificate.getNotBefore().toInstant();
    return now.isAfter(last) ? last : now.isBefore(first) ? first : now;
  }
}
