// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.certificate;

import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The fleet's own certificate authority: one self-signed P-256 certificate that signs every other
 * directly.
 *
 * @param certificate of the authority; agents know it by its key's digest
 * @param key its private key
 */
public record CertificateAuthority(X509Certificate certificate, PrivateKey key) {
  private static final String ALGORITHM = "SHA256withECDSA";
  private static final int SERIAL_BITS = 127;

  // Clocks of members may be a few minutes behind the hub's.
  private static final Duration BACKDATED = Duration.ofMinutes(10);

  /** A new authority. */
  public static CertificateAuthority create(Instant now, Duration life, SecureRandom random) {
    KeyPair pair = EcKeys.generate(random);
    X500Principal name = new X500Principal("CN=Flotilla fleet authority,O=Flotilla");
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              serial(random),
              Date.from(now.minus(BACKDATED)),
              Date.from(now.plus(life)),
              name,
              pair.getPublic());
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          extensions.createSubjectKeyIdentifier(pair.getPublic()));
      return new CertificateAuthority(sign(builder, pair.getPrivate()), pair.getPrivate());
    } catch (Exception impossible) {
      throw new IllegalStateException("cannot create a certificate authority", impossible);
    }
  }

  /**
   * Reads an authority.
   *
   * @throws IOException when a part is not PEM of its kind
   */
  public static CertificateAuthority open(String certificate, String key) throws IOException {
    try {
      return new CertificateAuthority(
          Pem.certificates(certificate).getFirst(), EcKeys.open(Pem.key(key)));
    } catch (IllegalArgumentException malformed) {
      throw new IOException("the certificate authority: " + malformed.getMessage(), malformed);
    }
  }

  /** {@code sha256:<hex>} of the authority's SubjectPublicKeyInfo; what join tokens carry. */
  public String pin() {
    return Digest.of(certificate.getPublicKey().getEncoded());
  }

  /** Issues a certificate for a key whose holder has proved possession. */
  public X509Certificate issue(
      CertificateOrder order, PublicKey publicKey, Instant now, SecureRandom random) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              certificate,
              serial(random),
              Date.from(now.minus(BACKDATED)),
              Date.from(now.plus(order.life())),
              new X500Principal("CN=" + order.commonName() + ",O=Flotilla"),
              publicKey);
      addExtensions(builder, order, publicKey);
      return sign(builder, key);
    } catch (Exception impossible) {
      throw new IllegalStateException("cannot issue a certificate", impossible);
    }
  }

  private void addExtensions(
      JcaX509v3CertificateBuilder builder, CertificateOrder order, PublicKey publicKey)
      throws Exception {
    JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(order.purpose().usages()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        extensions.createAuthorityKeyIdentifier(certificate));
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(publicKey));
    if (!order.names().isEmpty()) {
      GeneralNames names = order.generalNames();
      builder.addExtension(Extension.subjectAlternativeName, false, names);
    }
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, CertificateException {
    ContentSigner signer = new JcaContentSignerBuilder(ALGORITHM).build(key);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static BigInteger serial(SecureRandom random) {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
  }

  @Override
  public String toString() {
    return "CertificateAuthority[" + pin() + "]";
  }
}
