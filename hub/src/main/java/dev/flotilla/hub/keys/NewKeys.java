// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.access.StoredToken;
import dev.flotilla.hub.access.TokenSecret;
import dev.flotilla.hub.certificate.CertificateAuthority;
import dev.flotilla.nats.jwt.Claims;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.OperatorClaims;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Pem;
import dev.flotilla.protocol.signature.SigningKey;
import dev.flotilla.protocol.trust.KeySet;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a fleet begins with, made in one go and away from the cluster.
 *
 * @param online what the hub needs to run
 * @param offline what signs the online keys, by file name; to be kept in a safe place
 * @param adminToken the first administrator's token, in the clear
 */
public record NewKeys(Map<KeyFile, byte[]> online, Map<String, byte[]> offline, String adminToken) {
  /** How long the online signing key is vouched for; a root can vouch for another at any time. */
  private static final Duration SIGNING_KEY_LIFE = Duration.ofDays(5 * 365);

  private static final Duration AUTHORITY_LIFE = Duration.ofDays(10 * 365);
  static final Duration TOLERANCE = Duration.ofMinutes(10);
  private static final long FIRST_EPOCH = 1;

  /** Makes all keys of a new fleet. */
  public static NewKeys create(HubIdentity identity, Instant now, SecureRandom random) {
    Map<KeyFile, byte[]> online = new EnumMap<>(KeyFile.class);
    Map<String, byte[]> offline = new TreeMap<>();
    online.put(KeyFile.HUB, Json.write(identity));
    documents(online, offline, now, random);
    CertificateAuthority authority = CertificateAuthority.create(now, AUTHORITY_LIFE, random);
    online.put(KeyFile.CA_CERTIFICATE, bytes(Pem.of(authority.certificate())));
    online.put(KeyFile.CA_KEY, bytes(Pem.of(authority.key())));
    nats(online, offline, now, new Nkeys(random));
    TokenSecret admin = TokenSecret.create(random);
    online.put(KeyFile.ADMIN_TOKEN, Json.write(stored(admin, now)));
    return new NewKeys(online, offline, admin.apiText());
  }

  static KeySet.Entry entry(SigningKey signing, Instant now) {
    return new KeySet.Entry(
        signing.verifyingKey(), now.minus(TOLERANCE), now.plus(SIGNING_KEY_LIFE));
  }

  private static void documents(
      Map<KeyFile, byte[]> online, Map<String, byte[]> offline, Instant now, SecureRandom random) {
    SigningKey root = SigningKey.generate(random);
    SigningKey spare = SigningKey.generate(random);
    SigningKey signing = SigningKey.generate(random);
    KeySet keySet = new KeySet(FIRST_EPOCH, List.of(entry(signing, now)));
    offline.put("root-1.key", base64(root.seed()));
    offline.put("root-2.key", base64(spare.seed()));
    online.put(KeyFile.SIGNING_KEY, base64(signing.seed()));
    online.put(KeyFile.KEY_SET, Json.write(keySet.sign(root)));
    online.put(KeyFile.ROOTS, Json.write(List.of(root.verifyingKey(), spare.verifyingKey())));
  }

  // The operator's identity and its second signing key stay offline: with them a lost online key is
  // replaced without a new trust.
  private static void nats(
      Map<KeyFile, byte[]> online, Map<String, byte[]> offline, Instant now, Nkeys nkeys) {
    Nkey operator = nkeys.operator();
    Nkey signing = nkeys.operator();
    Nkey spare = nkeys.operator();
    FleetAccounts accounts =
        new FleetAccounts(
            nkeys.account().publicKey(), nkeys.account().publicKey(), nkeys.account().publicKey());
    offline.put("nats-operator.seed", bytes(operator.seed()));
    offline.put("nats-operator-signing-2.seed", bytes(spare.seed()));
    online.put(KeyFile.OPERATOR_SIGNING_KEY, bytes(signing.seed()));
    online.put(
        KeyFile.OPERATOR,
        jwt(
            new OperatorClaims(
                operator.publicKey(),
                "flotilla-hub",
                List.of(signing.publicKey(), spare.publicKey()),
                accounts.system(),
                true),
            operator,
            now));
    Nkey system = signingKey(online, KeyFile.SYSTEM_SIGNING_KEY, nkeys);
    Nkey hub = signingKey(online, KeyFile.HUB_SIGNING_KEY, nkeys);
    Nkey agents = signingKey(online, KeyFile.AGENTS_SIGNING_KEY, nkeys);
    online.put(
        KeyFile.SYSTEM_ACCOUNT, jwt(accounts.systemClaims(system.publicKey()), signing, now));
    online.put(KeyFile.HUB_ACCOUNT, jwt(accounts.hubClaims(hub.publicKey()), signing, now));
    online.put(
        KeyFile.AGENTS_ACCOUNT,
        jwt(accounts.agentsClaims(agents.publicKey(), Map.of()), signing, now));
  }

  private static Nkey signingKey(Map<KeyFile, byte[]> online, KeyFile file, Nkeys nkeys) {
    Nkey key = nkeys.account();
    online.put(file, bytes(key.seed()));
    return key;
  }

  private static StoredToken stored(TokenSecret token, Instant now) {
    return new StoredToken(
        token.id(),
        StoredToken.Kind.API,
        "admin",
        Role.ADMIN,
        token.digest(),
        now,
        "init",
        null,
        null);
  }

  private static byte[] jwt(Claims claims, Nkey issuer, Instant now) {
    return bytes(claims.sign(issuer, now).text());
  }

  private static byte[] base64(byte[] secret) {
    return bytes(Base64.getEncoder().encodeToString(secret));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
