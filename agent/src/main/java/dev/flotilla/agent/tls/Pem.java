// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/** Certificates and keys as the texts that Secrets hold. No message contains a key. */
final class Pem {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  static String of(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException("a certificate without encoding", impossible);
    }
  }

  /** PKCS#8. */
  static String of(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  /**
   * Every certificate of a text, in its order; at least one.
   *
   * @throws IllegalArgumentException when there is none, or a damaged one
   */
  static List<X509Certificate> certificates(String text) {
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException("no certificate");
      }
      return certificates;
    } catch (CertificateException damaged) {
      throw new IllegalArgumentException("invalid certificate", damaged);
    }
  }

  /**
   * The first private key of a text, in PKCS#8 or in the older forms that cert-manager writes by
   * default.
   *
   * @throws IllegalArgumentException when there is none that can be read
   */
  static PrivateKey key(String text) {
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
        if (found instanceof PrivateKeyInfo key) {
          return key(key);
        }
        if (found instanceof PEMKeyPair pair) {
          return key(pair.getPrivateKeyInfo());
        }
      }
    } catch (IOException | GeneralSecurityException | RuntimeException damaged) {
      // Neither message nor cause: they could quote what was read.
      throw new IllegalArgumentException("invalid private key");
    }
    throw new IllegalArgumentException("no usable private key");
  }

  /** By the JDK, which knows algorithms by their object identifiers. */
  private static PrivateKey key(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
    return KeyFactory.getInstance(info.getPrivateKeyAlgorithm().getAlgorithm().getId())
        .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
  }

  private static String block(String label, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, LINES.encodeToString(content), label);
  }
}
