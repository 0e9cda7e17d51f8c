// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import dev.flotilla.hub.access.StoredToken;
import dev.flotilla.hub.certificate.CertificateAuthority;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.SigningKey;
import dev.flotilla.protocol.signature.VerifyingKey;
import dev.flotilla.protocol.trust.KeySet;
import dev.flotilla.protocol.trust.Roots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the hub signs with, opened.
 *
 * @param identity what the keys were made for
 * @param signingKey signs documents and indexes
 * @param signedKeySet the key set with {@code signingKey}, signed by a root, as agents get it
 * @param keySet the same, opened
 * @param roots the offline roots
 * @param authority signs certificates
 * @param nats operator, accounts and the keys that sign users
 * @param adminToken the first administrator's token, without its secret; empty when it was removed
 */
public record HubKeys(
    HubIdentity identity,
    SigningKey signingKey,
    Envelope signedKeySet,
    KeySet keySet,
    Roots roots,
    CertificateAuthority authority,
    NatsTrust nats,
    Optional<StoredToken> adminToken) {

  /**
   * Opens a key store.
   *
   * @throws KeyMissing when an item is absent
   * @throws IOException when one cannot be read, or they do not belong together
   */
  public static HubKeys open(KeyStore store) throws IOException {
    Roots roots = new Roots(List.of(Json.read(store.read(KeyFile.ROOTS), VerifyingKey[].class)));
    Envelope envelope = Json.read(store.read(KeyFile.KEY_SET), Envelope.class);
    return new HubKeys(
        Json.read(store.read(KeyFile.HUB), HubIdentity.class),
        SigningKey.ofSeed(Base64.getDecoder().decode(text(store, KeyFile.SIGNING_KEY))),
        envelope,
        roots
            .open(envelope)
            .orElseThrow(
                () -> new IOException("keyset.json is not signed by a root of roots.json")),
        roots,
        CertificateAuthority.open(text(store, KeyFile.CA_CERTIFICATE), text(store, KeyFile.CA_KEY)),
        NatsTrust.open(store),
        adminToken(store));
  }

  // An administrator with another token may remove it from the Secret.
  private static Optional<StoredToken> adminToken(KeyStore store) throws IOException {
    try {
      return Optional.of(Json.read(store.read(KeyFile.ADMIN_TOKEN), StoredToken.class));
    } catch (KeyMissing takenOut) {
      return Optional.empty();
    }
  }

  static String text(KeyStore store, KeyFile name) throws IOException {
    return new String(store.read(name), StandardCharsets.UTF_8).strip();
  }
}
