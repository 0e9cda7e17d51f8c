// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.protocol.Pem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** The agent's TLS key: EC P-256, generated in the member; only requests signed with it leave. */
final class TlsKey {
  private final KeyPair pair;

  private TlsKey(KeyPair pair) {
    this.pair = pair;
  }

  static TlsKey create(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return new TlsKey(generator.generateKeyPair());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has P-256", impossible);
    }
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it is damaged; the message does not contain it
   */
  static TlsKey parse(String text) {
    String[] halves = text.strip().split("\\.", -1);
    if (halves.length != 2) {
      throw new IllegalArgumentException("invalid TLS key");
    }
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      PublicKey open = factory.generatePublic(new X509EncodedKeySpec(decode(halves[0])));
      PrivateKey secret = factory.generatePrivate(new PKCS8EncodedKeySpec(decode(halves[1])));
      return new TlsKey(new KeyPair(open, secret));
    } catch (GeneralSecurityException damaged) {
      throw new IllegalArgumentException("invalid TLS key", damaged);
    }
  }

  /**
   * Both halves, each in base64 (X.509 and PKCS#8), with a dot between. Contains the private key.
   */
  String text() {
    Base64.Encoder encoder = Base64.getEncoder();
    return encoder.encodeToString(pair.getPublic().getEncoded())
        + "."
        + encoder.encodeToString(pair.getPrivate().getEncoded());
  }

  PrivateKey secret() {
    return pair.getPrivate();
  }

  /** A PKCS#10 request in PEM. The hub sets the subject: it names the agent by its id. */
  String request() {
    try {
      byte[] der =
          new JcaPKCS10CertificationRequestBuilder(
                  new X500Name("CN=flotilla-agent"), pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
              .getEncoded();
      return Pem.of("CERTIFICATE REQUEST", der);
    } catch (IOException | OperatorCreationException problem) {
      throw new IllegalStateException("cannot create a certificate request", problem);
    }
  }

  @Override
  public String toString() {
    return "TlsKey";
  }

  private static byte[] decode(String half) {
    return Base64.getDecoder().decode(half);
  }
}
