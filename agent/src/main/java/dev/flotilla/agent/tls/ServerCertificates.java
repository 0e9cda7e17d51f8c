// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import dev.flotilla.agent.render.TemplateDigest;
import dev.flotilla.nats.configuration.ListenerTls;
import dev.flotilla.nats.connection.ClientTls;
import dev.flotilla.protocol.Pem;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/**
 * The content of the Secret with the servers' certificate.
 *
 * @param digest of everything in it that is public
 * @param chain the certificate and its issuers
 * @param key private key of the first
 * @param roots with which servers and clients are verified
 */
record ServerCertificates(
    String digest, List<X509Certificate> chain, PrivateKey key, List<X509Certificate> roots) {
  private static final Duration RENEWED_BEFORE_END = Duration.ofDays(120);

  ServerCertificates {
    chain = List.copyOf(chain);
    roots = List.copyOf(roots);
  }

  /**
   * Reads a Secret.
   *
   * @throws IllegalArgumentException when a part is missing or damaged; the message contains no key
   */
  static ServerCertificates parse(Map<String, String> data) {
    String chain = part(data, ListenerTls.CERTIFICATE);
    String roots = part(data, ListenerTls.AUTHORITY);
    return new ServerCertificates(
        TemplateDigest.of(chain + roots),
        Pem.certificates(chain),
        PrivateKeys.parse(part(data, ListenerTls.KEY)),
        Pem.certificates(roots));
  }

  /** The Secret of a certificate that this authority has issued. */
  static Map<String, String> secretData(ServerAuthority.Issued issued, ServerAuthority authority) {
    Map<String, String> data = new TreeMap<>();
    data.put(ListenerTls.CERTIFICATE, Pem.of(issued.certificate()));
    data.put(ListenerTls.KEY, Pem.of(issued.key()));
    data.put(ListenerTls.AUTHORITY, Pem.of(authority.certificate()));
    return data;
  }

  /** Whether it was issued by that authority, carries those names and is valid for a while. */
  boolean stillGood(ServerAuthority authority, Collection<String> names, Instant now) {
    return roots.getFirst().equals(authority.certificate())
        && names().equals(Set.copyOf(names))
        && chain.getFirst().getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE_END));
  }

  /**
   * How the agent connects to the servers. It presents their own certificate, which is valid for a
   * client too since servers are clients of each other.
   *
   * @param name DNS name that their certificate must carry
   */
  SSLContext context(String name) {
    try {
      return new ClientTls(roots, Optional.of(new ClientTls.Identity(key, chain))).context(name);
    } catch (GeneralSecurityException problem) {
      throw new IllegalArgumentException("key and certificate do not match", problem);
    }
  }

  private Set<String> names() {
    try {
      Set<String> names = new HashSet<>();
      Collection<List<?>> entries = chain.getFirst().getSubjectAlternativeNames();
      if (entries != null) {
        entries.forEach(entry -> names.add(String.valueOf(entry.get(1))));
      }
      return names;
    } catch (CertificateParsingException damaged) {
      return Set.of();
    }
  }

  private static String part(Map<String, String> data, String name) {
    String text = data.getOrDefault(name, "");
    if (text.isBlank()) {
      throw new IllegalArgumentException("it lacks " + name);
    }
    return text;
  }

  @Override
  public String toString() {
    return "ServerCertificates[" + digest + "]";
  }
}
