// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates in PEM. */
final class Certificates {
  private Certificates() {}

  /**
   * Every certificate of a text, in its order; at least one.
   *
   * @throws IllegalArgumentException when there is none, or a damaged one
   */
  static List<X509Certificate> parse(String pem) {
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
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
}
