// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import dev.flotilla.agent.render.tls.Certificate;
import dev.flotilla.protocol.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The authority of one NatsCluster: EC P-256, generated in the member, and valid for its servers
 * only.
 *
 * @param certificate of the authority, self-signed
 * @param key its private key
 */
record ServerAuthority(X509Certificate certificate, PrivateKey key) {
  private static final String CERTIFICATE = "ca.crt";
  private static final String KEY = "ca.key";
  private static final int SERIAL_BITS = 127;
  private static final Duration LIFE = Duration.ofDays(3650);
  private static final Duration RENEWED_BEFORE_END = Duration.ofDays(730);

  /** How long a certificate of servers is valid. */
  static final Duration SERVER_LIFE = Duration.ofDays(365);

  // Clocks of nodes may be a few minutes behind.
  private static final Duration BACKDATED = Duration.ofMinutes(10);

  /**
   * A key and its certificate.
   *
   * @param key private key
   * @param certificate signed by an authority
   */
  record Issued(PrivateKey key, X509Certificate certificate) {
    @Override
    public String toString() {
      return "Issued[" + certificate.getSubjectX500Principal() + "]";
    }
  }

  static ServerAuthority create(String cluster, Instant now, SecureRandom random) {
    KeyPair pair = pair(random);
    X500Principal name = new X500Principal("CN=Flotilla CA of " + cluster);
    return new ServerAuthority(
        own(name, pair.getPublic(), pair.getPrivate(), now), pair.getPrivate());
  }

  /**
   * Reads what {@link #secretData} wrote.
   *
   * @throws IllegalArgumentException when a part is missing or damaged; the message contains no key
   */
  static ServerAuthority parse(Map<String, String> data) {
    return new ServerAuthority(
        Pem.certificates(data.getOrDefault(CERTIFICATE, "")).getFirst(),
        PrivateKeys.parse(data.getOrDefault(KEY, "")));
  }

  /** What the Secret holds, in plain text. */
  Map<String, String> secretData() {
    return Map.of(CERTIFICATE, Pem.of(certificate), KEY, Pem.of(key));
  }

  boolean nearItsEnd(Instant now) {
    return certificate.getNotAfter().toInstant().isBefore(now.plus(RENEWED_BEFORE_END));
  }

  /**
   * The same authority, extended: name and key stay, so that clients which trust the old
   * certificate trust what it signs until the old one expires.
   */
  ServerAuthority renewed(Instant now) {
    return new ServerAuthority(
        own(certificate.getSubjectX500Principal(), certificate.getPublicKey(), key, now), key);
  }

  /** A new key and a certificate for servers, which are clients of each other too. */
  Issued issue(String commonName, List<String> names, Instant now, SecureRandom random) {
    KeyPair pair = pair(random);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            certificate,
            serial(random),
            Date.from(now.minus(BACKDATED)),
            Date.from(now.plus(SERVER_LIFE)),
            new X500Principal("CN=" + commonName),
            pair.getPublic());
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          extensions.createAuthorityKeyIdentifier(certificate.getPublicKey()));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.stream().map(ServerAuthority::named).toArray(GeneralName[]::new)));
      return new Issued(pair.getPrivate(), sign(builder, key));
    } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
      throw new IllegalStateException("cannot issue a certificate", impossible);
    }
  }

  private static GeneralName named(String name) {
    return new GeneralName(
        Certificate.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }

  private static X509Certificate own(
      X500Principal name, PublicKey open, PrivateKey key, Instant now) {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(now.toEpochMilli()),
            Date.from(now.minus(BACKDATED)),
            Date.from(now.plus(LIFE)),
            name,
            open);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(open));
      return sign(builder, key);
    } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
      throw new IllegalStateException("cannot create a certificate authority", impossible);
    }
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }

  private static KeyPair pair(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has P-256", impossible);
    }
  }

  private static BigInteger serial(SecureRandom random) {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
  }

  @Override
  public String toString() {
    return "ServerAuthority[" + certificate.getSubjectX500Principal() + "]";
  }
}
