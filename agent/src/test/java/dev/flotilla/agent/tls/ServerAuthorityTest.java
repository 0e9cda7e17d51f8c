// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.agent.render.Blueprints;
import dev.flotilla.agent.render.tls.Certificate;
import dev.flotilla.agent.tls.ServerAuthority.Issued;
import java.io.IOException;
import java.io.StringWriter;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final List<String> NAMES = List.of("orders", "*.orders-headless.nats.svc");

  private final ServerAuthority authority = ServerAuthority.create("orders", NOW, RANDOM);
  private final Issued issued = authority.issue("orders", NAMES, NOW, RANDOM);

  @Test
  void certificateIsOfTheAuthorityAndCarriesItsNames() throws Exception {
    issued.certificate().verify(authority.certificate().getPublicKey());
    assertThat(issued.certificate().getSubjectAlternativeNames())
        .extracting(entry -> String.valueOf(entry.get(1)))
        .containsExactlyElementsOf(NAMES);
    assertThat(issued.certificate().getExtendedKeyUsage()).hasSize(2);
    assertThat(issued.certificate().getBasicConstraints()).isEqualTo(-1);
    assertThat(authority.certificate().getBasicConstraints()).isZero();
  }

  @Test
  void everythingIsReadAsItWasWritten() {
    assertThat(ServerAuthority.parse(authority.secretData())).isEqualTo(authority);
    ServerCertificates read = ServerCertificates.parse(secret());
    assertThat(read.key()).isEqualTo(issued.key());
    assertThat(read.chain()).containsExactly(issued.certificate());
    assertThat(read.roots()).containsExactly(authority.certificate());
    assertThatCode(() -> read.context("orders")).doesNotThrowAnyException();
  }

  @Test
  void certificateIsGoodUntilItEndsOrOthersAreWanted() {
    ServerCertificates read = ServerCertificates.parse(secret());
    Instant late = NOW.plus(Duration.ofDays(300));

    assertThat(read.stillGood(authority, NAMES, NOW)).isTrue();
    assertThat(read.stillGood(authority, NAMES, late)).isFalse();
    assertThat(read.stillGood(authority, List.of("orders"), NOW)).isFalse();
    assertThat(read.stillGood(ServerAuthority.create("orders", NOW, RANDOM), NAMES, NOW)).isFalse();
  }

  @Test
  void addressesAreCarriedAsAddresses() throws Exception {
    List<String> names =
        Certificate.names(
            Blueprints.orders(
                """
                {"version": "2.15.2", "tls": {}, "leafNodes": {"enabled": true},
                 "exposure": {"dnsName": "nats.example.org", "listeners": ["nats", "leafnodes"],
                              "advertise": {"nats": "192.0.2.7:4222", "leafnodes": "[2001:db8::7]:7422"}}}
                """));
    Issued reached = authority.issue("orders", names, NOW, RANDOM);

    assertThat(reached.certificate().getSubjectAlternativeNames())
        .filteredOn(entry -> entry.getFirst().equals(GeneralName.iPAddress))
        .extracting(entry -> String.valueOf(entry.get(1)))
        .containsExactly("192.0.2.7", "2001:db8:0:0:0:0:0:7");
    assertThat(names).contains("nats.example.org");
    assertThat(
            ServerCertificates.parse(ServerCertificates.secretData(reached, authority))
                .stillGood(authority, names, NOW))
        .isTrue();
  }

  @Test
  void renewedAuthorityIsTrustedByClientsOfTheOldOne() throws Exception {
    Instant late = NOW.plus(Duration.ofDays(3000));
    assertThat(authority.nearItsEnd(NOW)).isFalse();
    assertThat(authority.nearItsEnd(late)).isTrue();

    ServerAuthority renewed = authority.renewed(late);

    assertThat(renewed.nearItsEnd(late)).isFalse();
    renewed
        .issue("orders", NAMES, late, RANDOM)
        .certificate()
        .verify(authority.certificate().getPublicKey());
    issued.certificate().verify(renewed.certificate().getPublicKey());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls.crt", "tls.key", "ca.crt"})
  void damagedSecretSaysSoAndQuotesNothing(String part) {
    Map<String, String> damaged = new TreeMap<>(secret());
    damaged.put(part, "-----BEGIN CANARY-----");
    assertThatThrownBy(() -> ServerCertificates.parse(damaged))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("CANARY");
    damaged.remove(part);
    assertThatThrownBy(() -> ServerCertificates.parse(damaged)).hasMessageContaining(part);
  }

  @Test
  void digestFollowsTheCertificate() {
    Issued other = authority.issue("orders", NAMES, NOW, RANDOM);
    assertThat(ServerCertificates.parse(ServerCertificates.secretData(other, authority)).digest())
        .isNotEqualTo(ServerCertificates.parse(secret()).digest());
  }

  @Test
  void keysInTheFormsOfCertManagerAreRead() throws Exception {
    PrivateKey rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    byte[] plain =
        PrivateKeyInfo.getInstance(rsa.getEncoded())
            .parsePrivateKey()
            .toASN1Primitive()
            .getEncoded();
    assertThat(PrivateKeys.parse(pem("RSA PRIVATE KEY", plain))).isEqualTo(rsa);

    // As Go and openssl write it: the curve is part of the key itself.
    var secret = (java.security.interfaces.ECPrivateKey) issued.key();
    byte[] curve =
        new ECPrivateKey(256, secret.getS(), SECObjectIdentifiers.secp256r1).getEncoded();
    var read =
        (java.security.interfaces.ECPrivateKey) PrivateKeys.parse(pem("EC PRIVATE KEY", curve));
    assertThat(read.getS()).isEqualTo(secret.getS());
    assertThat(read.getParams().getOrder()).isEqualTo(secret.getParams().getOrder());
  }

  private static String pem(String label, byte[] content) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(label, content));
    }
    return text.toString();
  }

  private Map<String, String> secret() {
    return ServerCertificates.secretData(issued, authority);
  }
}
