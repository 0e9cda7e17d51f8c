// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.enrolment;

import dev.flotilla.hub.certificate.CertificateOrder;
import dev.flotilla.hub.certificate.SigningRequest;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.hub.settings.HubNames;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.UserClaims;
import dev.flotilla.protocol.Pem;
import dev.flotilla.protocol.enrolment.CredentialsReply;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Issues what an accepted agent connects with: a certificate and a NATS user, both with the same
 * short life.
 */
public final class Issuer {
  private static final int HEX = 16;

  private final HubKeys keys;
  private final HubNames names;
  private final Duration life;
  private final SecureRandom random;

  /**
   * Issues under these keys.
   *
   * @param life of what is issued
   */
  public Issuer(HubKeys keys, HubNames names, Duration life, SecureRandom random) {
    this.keys = keys;
    this.names = names;
    this.life = life;
    this.random = random;
  }

  /** When what is issued now will end. */
  Instant end(Instant now) {
    return now.plus(life);
  }

  /**
   * What was issued.
   *
   * @param serial of the certificate, in hex
   * @param credentials as the agent gets them
   */
  record Issued(String serial, CredentialsReply.Credentials credentials) {}

  Issued issue(AgentRecord agent, SigningRequest request, Instant now) {
    X509Certificate certificate =
        keys.authority()
            .issue(
                new CertificateOrder(
                    agent.id().value(), List.of(), CertificateOrder.Purpose.CLIENT, life),
                request.publicKey(),
                now,
                random);
    Jwt user =
        UserClaims.scoped(agent.nkey(), agent.id().value(), end(now), keys.nats().agents().id())
            .sign(keys.nats().agents().signingKey(), now);
    return new Issued(
        certificate.getSerialNumber().toString(HEX),
        new CredentialsReply.Credentials(
            Pem.of(certificate),
            Pem.of(keys.authority().certificate()),
            user.text(),
            names.natsUrls(),
            keys.signedKeySet()));
  }
}
