// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.protocol.Digest;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts exactly the certificate authority whose key a join token pins; the hub sends it in its
 * chain. The host name is checked by the TLS implementation, which wraps a trust manager of this
 * kind.
 *
 * @param caPin {@code sha256:<hex>} of the authority's SubjectPublicKeyInfo
 */
record PinnedHub(String caPin) implements X509TrustManager {
  /** A TLS 1.3 context that trusts nothing else. */
  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(null, new TrustManager[] {this}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this Java lacks TLS 1.3", impossible);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    X509Certificate authority =
        Arrays.stream(chain)
            .filter(this::isPinned)
            .findFirst()
            .orElseThrow(
                () ->
                    new CertificateException(
                        "the hub's certificate chain does not contain the CA that the join token pins"));
    try {
      List<X509Certificate> below =
          Arrays.stream(chain).takeWhile(certificate -> !certificate.equals(authority)).toList();
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
      parameters.setRevocationEnabled(false);
      var _ =
          CertPathValidator.getInstance("PKIX")
              .validate(
                  CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
    } catch (GeneralSecurityException invalid) {
      throw new CertificateException("the hub's certificate is not valid", invalid);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("an agent accepts no connections");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private boolean isPinned(X509Certificate certificate) {
    return Digest.of(certificate.getPublicKey().getEncoded()).equals(caPin);
  }
}
