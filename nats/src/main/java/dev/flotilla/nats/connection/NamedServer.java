// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.connection;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a server whose certificate carries that name, whatever address it was reached at. jnats
 * checks no names, and servers are reached at the addresses of their pods, which no certificate
 * carries.
 */
final class NamedServer extends X509ExtendedTrustManager {
  private static final int DNS_NAME = 2;

  private final X509ExtendedTrustManager roots;
  private final String name;

  NamedServer(X509ExtendedTrustManager roots, String name) {
    this.roots = roots;
    this.name = name;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    roots.checkServerTrusted(chain, type, socket);
    requireName(chain[0]);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    roots.checkServerTrusted(chain, type, engine);
    requireName(chain[0]);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    roots.checkServerTrusted(chain, type);
    requireName(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("this side is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this side is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this side is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return roots.getAcceptedIssuers();
  }

  private void requireName(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    boolean carried =
        names != null
            && names.stream()
                .filter(entry -> entry.get(0).equals(DNS_NAME))
                .anyMatch(entry -> matches(String.valueOf(entry.get(1))));
    if (!carried) {
      throw new CertificateException("the server's certificate is not for " + name);
    }
  }

  /** A star matches the first label. */
  private boolean matches(String carried) {
    return carried.equalsIgnoreCase(name)
        || (carried.startsWith("*.")
            && name.indexOf('.') > 0
            && carried.substring(1).equalsIgnoreCase(name.substring(name.indexOf('.'))));
  }
}
