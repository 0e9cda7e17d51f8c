// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** PEM text (RFC 7468) of certificates, keys and certificate requests. No message quotes a key. */
public final class Pem {
  private static final String KEY = "PRIVATE KEY";

  private Pem() {}

  /** One certificate. */
  public static String of(X509Certificate certificate) {
    try {
      return of("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException("a certificate without encoding", impossible);
    }
  }

  /** An unencrypted PKCS#8 key. */
  public static String of(PrivateKey key) {
    return of(KEY, key.getEncoded());
  }

  /**
   * One block.
   *
   * @param label such as {@code CERTIFICATE REQUEST}
   * @param content in DER
   */
  public static String of(String label, byte[] content) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(label, content));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString().replace("\r\n", "\n");
  }

  /**
   * Every certificate of a text, in its order; at least one.
   *
   * @throws IllegalArgumentException when there is none, or a damaged one
   */
  public static List<X509Certificate> certificates(String text) {
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
   * The PKCS#8 encoding in a text that begins with an unencrypted key.
   *
   * @throws IllegalArgumentException when it does not
   */
  public static byte[] key(String text) {
    try (PemReader reader = new PemReader(new StringReader(text))) {
      PemObject found = reader.readPemObject();
      if (found != null && found.getType().equals(KEY)) {
        return found.getContent();
      }
    } catch (IOException | RuntimeException damaged) {
      // Neither message nor cause: they could quote what was read.
      throw new IllegalArgumentException("invalid private key");
    }
    throw new IllegalArgumentException("no PKCS#8 private key");
  }
}
