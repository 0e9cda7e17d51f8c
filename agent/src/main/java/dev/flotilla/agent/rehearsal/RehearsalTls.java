// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.rehearsal;

import dev.flotilla.nats.connection.ClientTls;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key and a certificate for one training run.
 *
 * @param pair EC P-256
 * @param certificate self-signed
 */
record RehearsalTls(KeyPair pair, X509Certificate certificate) {
  static RehearsalTls create(Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      return new RehearsalTls(pair, certificate(pair, now));
    } catch (GeneralSecurityException | OperatorCreationException problem) {
      throw new IllegalStateException("no certificate for the rehearsal", problem);
    }
  }

  /** A TLS 1.3 context for either side. */
  SSLContext context() {
    try {
      var identity = new ClientTls.Identity(pair.getPrivate(), List.of(certificate));
      return new ClientTls(List.of(certificate), Optional.of(identity)).context();
    } catch (GeneralSecurityException problem) {
      throw new IllegalStateException("no TLS for the rehearsal", problem);
    }
  }

  private static X509Certificate certificate(KeyPair pair, Instant now)
      throws GeneralSecurityException, OperatorCreationException {
    X500Name name = new X500Name("CN=localhost");
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(Duration.ofDays(1))),
                    name,
                    pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }
}
