// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate that signed itself, and so is its own root.
 *
 * @param key private key
 * @param certificate for 127.0.0.1 and the names it was made for
 * @param keyFile private key as PEM
 * @param certificateFile certificate as PEM
 */
public record SelfSigned(
    PrivateKey key, X509Certificate certificate, Path keyFile, Path certificateFile) {
  private static final Duration LIFE = Duration.ofDays(2);

  /**
   * A new one.
   *
   * @param folder where its files lie
   * @param name DNS name that it carries, and name of the files
   * @param others more DNS names
   */
  public static SelfSigned create(Path folder, String name, String... others)
      throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    X509Certificate certificate = certificate(pair, name, others);
    return new SelfSigned(
        pair.getPrivate(),
        certificate,
        pem(folder.resolve(name + ".key"), "PRIVATE KEY", pair.getPrivate().getEncoded()),
        pem(folder.resolve(name + ".crt"), "CERTIFICATE", certificate.getEncoded()));
  }

  private static X509Certificate certificate(KeyPair pair, String name, String... others)
      throws IOException, GeneralSecurityException {
    X500Name self = new X500Name("CN=" + name);
    Instant now = Clock.systemUTC().instant();
    GeneralName[] names =
        Stream.concat(
                Stream.of(new GeneralName(GeneralName.iPAddress, "127.0.0.1")),
                Stream.concat(Stream.of(name), Stream.of(others))
                    .map(dns -> new GeneralName(GeneralName.dNSName, dns)))
            .toArray(GeneralName[]::new);
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      self,
                      new BigInteger(64, new SecureRandom()),
                      Date.from(now.minusSeconds(60)),
                      Date.from(now.plus(LIFE)),
                      self,
                      pair.getPublic())
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                  .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                  .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  /** The configuration with this certificate in place of all others; it is its own root. */
  public void putInto(JsonNode json) {
    if (json instanceof ObjectNode block && block.has("cert_file")) {
      block.put("cert_file", certificateFile.toString());
      block.put("key_file", keyFile.toString());
    }
    if (json instanceof ObjectNode block && block.has("ca_file")) {
      block.put("ca_file", certificateFile.toString());
    }
    json.forEach(this::putInto);
  }

  private static Path pem(Path file, String label, byte[] content) throws IOException {
    String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
  }
}
