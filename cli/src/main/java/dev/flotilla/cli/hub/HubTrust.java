// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.hub;

import dev.flotilla.cli.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Decides which hub a connection may end at: by its authority, by a pin, or as any public site. */
public final class HubTrust {
  private HubTrust() {}

  /**
   * Makes the TLS context of a hub.
   *
   * @throws Failure when the authority in the context is not a certificate
   */
  public static SSLContext of(HubContext context) {
    try {
      SSLContext tls = SSLContext.getInstance("TLSv1.3");
      tls.init(null, trustManagers(context), null);
      return tls;
    } catch (GeneralSecurityException | IOException e) {
      throw Failure.invalid(
          "Cannot read the CA of the hub: " + e.getMessage(),
          "Pass the PEM file that 'flotilla-hub init' wrote: flotilla login … --ca FILE");
    }
  }

  private static TrustManager @Nullable [] trustManagers(HubContext context)
      throws GeneralSecurityException, IOException {
    if (context.caPin() != null) {
      return new TrustManager[] {new PinnedAuthority(context.caPin())};
    }
    return context.ca() == null ? null : trusting(certificates(context.ca()));
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws GeneralSecurityException {
    byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(bytes));
  }

  /** Makes trust managers that take chains ending in one of these authorities, and no other. */
  static TrustManager[] trusting(Collection<? extends Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    for (Certificate authority : authorities) {
      anchors.setCertificateEntry("authority-" + anchors.size(), authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    return factory.getTrustManagers();
  }
}
