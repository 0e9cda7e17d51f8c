// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.connection;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The TLS side of a client, made from keys in memory. jnats would build a TLS 1.2 context from key
 * stores.
 *
 * @param trusted roots that may have signed the server's certificate
 * @param identity the client certificate; empty without mutual TLS
 */
public record ClientTls(List<X509Certificate> trusted, Optional<Identity> identity) {
  private static final char[] NO_PASSWORD = new char[0];

  /**
   * A client certificate.
   *
   * @param key private key of the first certificate
   * @param chain the client's certificate and its issuers, without the root
   */
  public record Identity(PrivateKey key, List<X509Certificate> chain) {
    public Identity {
      chain = List.copyOf(chain);
    }
  }

  public ClientTls {
    trusted = List.copyOf(trusted);
  }

  /**
   * A TLS 1.3 context.
   *
   * @throws GeneralSecurityException when the key or a certificate cannot be used
   */
  public SSLContext context() throws GeneralSecurityException {
    return context(roots());
  }

  /**
   * A TLS 1.3 context for servers whose certificate carries that DNS name, at whatever address.
   *
   * @throws GeneralSecurityException when the key or a certificate cannot be used
   */
  public SSLContext context(String serverName) throws GeneralSecurityException {
    for (TrustManager manager : roots()) {
      if (manager instanceof X509ExtendedTrustManager trust) {
        return context(new TrustManager[] {new NamedServer(trust, serverName)});
      }
    }
    throw new GeneralSecurityException("this Java judges no certificates");
  }

  private TrustManager[] roots() throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore roots = emptyStore();
    for (int index = 0; index < trusted.size(); index++) {
      roots.setCertificateEntry("root-" + index, trusted.get(index));
    }
    trust.init(roots);
    return trust.getTrustManagers();
  }

  private SSLContext context(TrustManager[] trust) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keyManagers(), trust, new SecureRandom());
    return context;
  }

  private KeyManager[] keyManagers() throws GeneralSecurityException {
    if (identity.isEmpty()) {
      return new KeyManager[0];
    }
    KeyStore store = emptyStore();
    X509Certificate[] chain = identity.get().chain().toArray(X509Certificate[]::new);
    store.setKeyEntry("identity", identity.get().key(), NO_PASSWORD, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    return keys.getKeyManagers();
  }

  /** In memory alone: the other kind, PKCS12, takes ten thousand rounds to hide a key there. */
  private static KeyStore emptyStore() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("JKS");
    try {
      store.load(null, NO_PASSWORD);
    } catch (IOException impossible) {
      throw new GeneralSecurityException("an empty key store cannot be made", impossible);
    }
    return store;
  }
}
