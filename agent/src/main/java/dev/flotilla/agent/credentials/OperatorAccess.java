// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.credentials.DataPlaneKeys.Account;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.nats.cluster.TrustKeys;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.UserClaims;
import dev.flotilla.protocol.query.ObjectChange;
import dev.flotilla.protocol.query.ObjectChange.Action;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the keys and credentials of data planes with an operator in Secrets beside them. */
@ApplicationScoped
class OperatorAccess {
  private final KubernetesObjects objects;
  private final Nkeys nkeys;
  private final InstantSource clock;
  private final KeysSecret keysSecret;

  OperatorAccess(KubernetesObjects objects, Nkeys nkeys, InstantSource clock) {
    this.objects = objects;
    this.nkeys = nkeys;
    this.clock = clock;
    this.keysSecret = new KeysSecret(objects, nkeys, clock);
  }

  /**
   * The keys and credentials of a data plane, made where they are missing.
   *
   * @throws Blocked when a Secret of that name is somebody else's, keys that must be there are
   *     lost, or another data plane has not yet signed the keys of this one
   */
  DataPlaneAccess open(DataPlane dataPlane) throws Blocked {
    Keyring keys = keysSecret.open(dataPlane);
    return new DataPlaneAccess(
        keys.trust(),
        user(dataPlane, keys, DataPlaneUser.SYSTEM),
        user(dataPlane, keys, DataPlaneUser.PROBE),
        Optional.of(user(dataPlane, keys, DataPlaneUser.APPLICATION)),
        claims -> keys.renewed(claims, clock.instant()),
        Optional.empty());
  }

  /**
   * Sees to it that a user has credentials whom not every data plane has.
   *
   * @throws Blocked as {@link #open}
   */
  void admit(DataPlane dataPlane, DataPlaneUser user) throws Blocked {
    var _ = user(dataPlane, keysSecret.open(dataPlane), user);
  }

  /**
   * What {@link #open} would do. Nothing is stored: keys that would be made are forgotten again.
   *
   * @throws Blocked where {@link #open} would be
   */
  AccessForecast foresee(DataPlane dataPlane) throws Blocked {
    KeysSecret.Outlook outlook = keysSecret.foresee(dataPlane);
    Keyring keys = outlook.keys();
    return new AccessForecast(
        keys.trust(),
        List.of(
            secret(dataPlane.names().keysSecret(), outlook.action()),
            change(dataPlane, keys, DataPlaneUser.SYSTEM),
            change(dataPlane, keys, DataPlaneUser.PROBE),
            change(dataPlane, keys, DataPlaneUser.APPLICATION)),
        outlook.leaving());
  }

  /** The public halves of the keys that wait for another's signature; empty when none do. */
  Optional<TrustKeys> publicKeys(DataPlane dataPlane) throws Blocked {
    return keysSecret.publicKeys(dataPlane);
  }

  /** The claims that every server of a home must have; empty where there never were members. */
  Optional<SharedClaims> shared(DataPlane dataPlane) throws Blocked {
    return keysSecret.shared(dataPlane);
  }

  private ObjectChange change(DataPlane dataPlane, Keyring keys, DataPlaneUser user)
      throws Blocked {
    String name = user.secret(dataPlane.names());
    Optional<Live> found = mine(dataPlane, name);
    if (found.isEmpty()) {
      return secret(name, Action.CREATE);
    }
    return secret(
        name, issued(found, keys, user.account()).isPresent() ? Action.KEEP : Action.CHANGE);
  }

  private static ObjectChange secret(String name, Action action) {
    return new ObjectChange(Kind.SECRET.name(), name, action, List.of(), null);
  }

  private Credentials user(DataPlane dataPlane, Keyring keys, DataPlaneUser user) throws Blocked {
    String name = user.secret(dataPlane.names());
    Optional<Credentials> present = issued(mine(dataPlane, name), keys, user.account());
    if (present.isPresent()) {
      return present.get();
    }
    Credentials made = make(keys, user);
    Manifest secret =
        CredentialSecrets.secret(
            dataPlane, name, Map.of(CredentialSecrets.CREDENTIALS, made.text()));
    objects.apply(CredentialSecrets.owned(secret, dataPlane));
    return made;
  }

  private Credentials make(Keyring keys, DataPlaneUser user) {
    Nkey key = nkeys.user();
    UserClaims claims =
        UserClaims.of(
            key.publicKey(), user.title(), keys.identity(user.account()), user.permissions());
    return new Credentials(claims.sign(keys.signer(user.account()), clock.instant()), key);
  }

  private Optional<Live> mine(DataPlane dataPlane, String name) throws Blocked {
    Optional<Live> found = objects.find(Kind.SECRET, dataPlane.namespace(), name);
    if (found.isPresent() && !CredentialSecrets.isOurs(found.get(), dataPlane)) {
      throw Blocked.byForeignObject(found.get());
    }
    return found;
  }

  private static Optional<Credentials> issued(
      Optional<Live> secret, Keyring keys, Account account) {
    return secret
        .flatMap(OperatorAccess::credentials)
        .filter(user -> user.jwt().issuer().equals(keys.signer(account).publicKey()))
        .filter(user -> user.account().equals(keys.identity(account)));
  }

  private static Optional<Credentials> credentials(Live secret) {
    String text = SecretData.plain(secret).get(CredentialSecrets.CREDENTIALS);
    try {
      return Optional.ofNullable(text).map(Credentials::parse);
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }
}
