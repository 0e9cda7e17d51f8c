// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Blueprints;
import dev.flotilla.agent.render.tls.Certificate;
import dev.flotilla.agent.tls.ServerAuthority.Issued;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** A certificate as it was given to a team that asked for one with the name that clients use. */
class CertificateReviewTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Blueprint blueprint =
      Blueprints.orders(
          """
          {"version": "2.15.2", "tls": {"certificate": {"secretName": "orders-tls"}}}
          """);
  private final ServerAuthority authority = ServerAuthority.create("orders", NOW, RANDOM);
  private final Issued right = authority.issue("orders", Certificate.names(blueprint), NOW, RANDOM);

  @Test
  void oneThatTheAgentWouldIssueIsRight() {
    assertThat(flaws(right.certificate(), authority, NOW)).isEmpty();
    assertThat(review(right.certificate(), right.key(), authority, NOW).keyFits()).isTrue();
  }

  @Test
  void aStarOrEachNameIsEnoughForRoutes() {
    List<String> each =
        List.of(
            "orders-0.orders-headless",
            "orders-1.orders-headless",
            "orders-2.orders-headless",
            "*." + blueprint.namespace() + ".svc");

    assertThat(flaws(authority.issue("orders", each, NOW, RANDOM).certificate(), authority, NOW))
        .isEmpty();
  }

  @Test
  void namesThatAreMissingAreReportedWithWhatNeedsThem() {
    Issued issued = authority.issue("events", List.of("events.example.org"), NOW, RANDOM);

    assertThat(flaws(issued.certificate(), authority, NOW))
        .containsExactly(
            "tls.crt lacks the DNS name *.orders-headless, which routes need",
            "tls.crt lacks the DNS name orders."
                + blueprint.namespace()
                + ".svc, which the agent and clients need");
  }

  @Test
  void serversAreClientsOfEachOther() throws Exception {
    assertThat(flaws(forServersOnly(), authority, NOW))
        .containsExactly(
            "tls.crt lacks the extended key usage clientAuth, since servers are clients of each other");
  }

  @Test
  void theRootOfSomethingElseIsReported() {
    ServerAuthority other = ServerAuthority.create("orders", NOW, RANDOM);

    assertThat(flaws(right.certificate(), other, NOW))
        .containsExactly("no certificate in ca.crt has signed tls.crt");
  }

  @Test
  void oneThatHasExpiredOrIsNotYetValidIsReported() {
    assertThat(flaws(right.certificate(), authority, NOW.plus(Duration.ofDays(366))))
        .singleElement()
        .asString()
        .contains("expired on 2027-11-21");
    assertThat(flaws(right.certificate(), authority, NOW.minus(Duration.ofDays(1))))
        .singleElement()
        .asString()
        .contains("not valid before");
  }

  @Test
  void oneThatEndsWithinTwoWeeksIsReportedWithItsDate() {
    Instant end = right.certificate().getNotAfter().toInstant();

    assertThat(ending(end.minus(Duration.ofDays(15)))).isEmpty();
    assertThat(ending(end.minus(Duration.ofDays(2)))).contains(end);
  }

  private Optional<Instant> ending(Instant at) {
    return review(right.certificate(), right.key(), authority, at).ending();
  }

  @Test
  void theKeyOfAnotherCertificateDoesNotFit() {
    Issued other = authority.issue("orders", Certificate.names(blueprint), NOW, RANDOM);

    assertThat(review(right.certificate(), other.key(), authority, NOW).keyFits()).isFalse();
  }

  private List<String> flaws(X509Certificate certificate, ServerAuthority root, Instant at) {
    return review(certificate, right.key(), root, at).flaws(blueprint);
  }

  private static CertificateReview review(
      X509Certificate certificate, PrivateKey key, ServerAuthority root, Instant at) {
    return new CertificateReview(
        new ServerCertificates("", List.of(certificate), key, List.of(root.certificate())), at);
  }

  private X509Certificate forServersOnly() throws Exception {
    GeneralName[] names =
        Certificate.names(blueprint).stream()
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new);
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    authority.certificate(),
                    BigInteger.ONE,
                    Date.from(NOW),
                    Date.from(NOW.plus(Duration.ofDays(90))),
                    new X500Principal("CN=orders"),
                    right.certificate().getPublicKey())
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                .addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.key())));
  }
}
