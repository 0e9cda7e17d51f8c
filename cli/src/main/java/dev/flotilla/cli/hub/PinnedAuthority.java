// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.hub;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the chain that contains the pinned authority: SHA-256 of its SubjectPublicKeyInfo, so that
 * a re-issued certificate of the same key keeps its pin. Path, dates and host name are then checked
 * by the platform against that authority alone.
 */
final class PinnedAuthority extends X509ExtendedTrustManager {
  private final String pin;

  PinnedAuthority(String pin) {
    this.pin = pin;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    anchoredIn(chain).checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    anchoredIn(chain).checkServerTrusted(chain, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("A host name is needed to check the hub's certificate");
  }

  private X509ExtendedTrustManager anchoredIn(X509Certificate[] chain) throws CertificateException {
    X509Certificate authority =
        Arrays.stream(chain)
            .filter(certificate -> pin.equals(pinOf(certificate)))
            .findFirst()
            .orElseThrow(() -> new CertificateException(mismatch(chain)));
    try {
      return (X509ExtendedTrustManager) HubTrust.trusting(List.of(authority))[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new CertificateException(e);
    }
  }

  private String mismatch(X509Certificate[] chain) {
    return "no certificate in the hub's chain has the pinned key %s (presented: %s)"
        .formatted(pin, Arrays.stream(chain).map(PinnedAuthority::pinOf).toList());
  }

  private static String pinOf(X509Certificate certificate) {
    try {
      byte[] key = certificate.getPublicKey().getEncoded();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this side is never a server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("this side is never a server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this side is never a server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
