// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.Pem;
import java.io.IOException;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final SecureRandom random = new SecureRandom();
  private final CertificateAuthority authority =
      CertificateAuthority.create(NOW, Duration.ofDays(3650), random);

  @Test
  void whatItIssuesChainsToIt() throws GeneralSecurityException {
    IssuedKey issued =
        IssuedKey.create(
            authority,
            new CertificateOrder(
                "hub",
                List.of("hub.example.org", "10.0.0.5", "::1"),
                CertificateOrder.Purpose.SERVER,
                Duration.ofDays(90)),
            NOW,
            random);

    X509Certificate certificate = issued.certificate();
    certificate.verify(authority.certificate().getPublicKey());
    assertThat(certificate.getSubjectAlternativeNames()).hasSize(3);
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(90)));
    assertThat(certificate.getBasicConstraints()).as("not an authority").isEqualTo(-1);
    assertThat(issued.chain()).contains(Pem.of(authority.certificate()));
  }

  @Test
  void thePinIsThatOfItsKey() throws IOException {
    CertificateAuthority read =
        CertificateAuthority.open(Pem.of(authority.certificate()), Pem.of(authority.key()));

    assertThat(read.pin())
        .isEqualTo(Digest.of(authority.certificate().getPublicKey().getEncoded()));
    assertThat(read.key()).isEqualTo(authority.key());
  }

  @Test
  void aRequestForAnotherKindOfKeyIsNotTaken() throws Exception {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);

    assertThat(SigningRequest.parse(request(EcKeys.generate(random), "SHA256withECDSA")))
        .isPresent();
    assertThat(SigningRequest.parse(request(rsa.generateKeyPair(), "SHA256withRSA"))).isEmpty();
    assertThat(
            SigningRequest.parse(
                "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----"))
        .isEmpty();
    assertThat(SigningRequest.parse("")).isEmpty();
  }

  private static String request(KeyPair pair, String algorithm)
      throws IOException, OperatorCreationException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(
          new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=x"), pair.getPublic())
              .build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate())));
    }
    return text.toString();
  }
}
