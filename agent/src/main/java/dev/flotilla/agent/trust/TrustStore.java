// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.trust;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.agent.render.ChildNames;
import dev.flotilla.agent.trust.DataPlaneKeys.Account;
import dev.flotilla.nats.cluster.TrustKeys;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.UserClaims;
import dev.flotilla.nats.jwt.UserPermissions;
import dev.flotilla.protocol.plan.ObjectChange;
import dev.flotilla.protocol.plan.ObjectChange.Action;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the keys and credentials of data planes in Secrets beside them. */
@ApplicationScoped
public class TrustStore {
  private final KubernetesObjects objects;
  private final Nkeys nkeys;
  private final InstantSource clock;
  private final KeysSecret keysSecret;

  public TrustStore(KubernetesObjects objects, Nkeys nkeys, InstantSource clock) {
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
  public DataPlaneAccess open(DataPlane dataPlane) throws Blocked {
    Keyring keys = keysSecret.open(dataPlane);
    return new DataPlaneAccess(
        keys.trust(),
        user(dataPlane, keys, Account.SYSTEM, dataPlane.names().systemCredentials()),
        user(dataPlane, keys, Account.PROBE, dataPlane.names().probeCredentials()),
        user(dataPlane, keys, Account.APPLICATION, dataPlane.names().applicationCredentials()),
        claims -> keys.renewed(claims, clock.instant()),
        Optional.empty());
  }

  /**
   * What {@link #open} would do. Nothing is stored: keys that would be made are forgotten again.
   *
   * @throws Blocked where {@link #open} would be
   */
  public TrustOutlook foresee(DataPlane dataPlane) throws Blocked {
    KeysSecret.Outlook outlook = keysSecret.foresee(dataPlane);
    Keyring keys = outlook.keys();
    ChildNames names = dataPlane.names();
    return new TrustOutlook(
        keys.trust(),
        List.of(
            secret(names.keysSecret(), outlook.action()),
            user(dataPlane, names.systemCredentials(), keys, Account.SYSTEM),
            user(dataPlane, names.probeCredentials(), keys, Account.PROBE),
            user(dataPlane, names.applicationCredentials(), keys, Account.APPLICATION)),
        outlook.leaving());
  }

  /** The public halves of the keys that wait for another's signature; empty when none do. */
  public Optional<TrustKeys> publicKeys(DataPlane dataPlane) throws Blocked {
    return keysSecret.publicKeys(dataPlane);
  }

  /** The claims that every server of a home must have; empty where there never were members. */
  public Optional<SharedClaims> shared(DataPlane dataPlane) throws Blocked {
    return keysSecret.shared(dataPlane);
  }

  private ObjectChange user(DataPlane dataPlane, String name, Keyring keys, Account account)
      throws Blocked {
    Optional<Live> found = mine(dataPlane, name);
    if (found.isEmpty()) {
      return secret(name, Action.CREATE);
    }
    return secret(name, issued(found, keys, account).isPresent() ? Action.KEEP : Action.CHANGE);
  }

  private static ObjectChange secret(String name, Action action) {
    return new ObjectChange(Kind.SECRET.name(), name, action, List.of(), null);
  }

  private Credentials user(DataPlane dataPlane, Keyring keys, Account account, String name)
      throws Blocked {
    Optional<Credentials> present = issued(mine(dataPlane, name), keys, account);
    if (present.isPresent()) {
      return present.get();
    }
    Credentials made = make(keys, account);
    Manifest secret =
        TrustSecrets.secret(dataPlane, name, Map.of(TrustSecrets.CREDENTIALS, made.text()));
    objects.apply(TrustSecrets.owned(secret, dataPlane));
    return made;
  }

  private Credentials make(Keyring keys, Account account) {
    Nkey user = nkeys.user();
    UserClaims claims =
        UserClaims.of(
            user.publicKey(),
            account == Account.APPLICATION ? "app" : "flotilla-agent",
            keys.identity(account),
            UserPermissions.ALL);
    return new Credentials(claims.sign(keys.signer(account), clock.instant()), user);
  }

  private Optional<Live> mine(DataPlane dataPlane, String name) throws Blocked {
    Optional<Live> found = objects.find(Kind.SECRET, dataPlane.namespace(), name);
    if (found.isPresent() && !TrustSecrets.isOurs(found.get(), dataPlane)) {
      throw Blocked.byForeignObject(found.get());
    }
    return found;
  }

  private static Optional<Credentials> issued(
      Optional<Live> secret, Keyring keys, Account account) {
    return secret
        .flatMap(TrustStore::credentials)
        .filter(user -> user.jwt().issuer().equals(keys.signer(account).publicKey()))
        .filter(user -> user.account().equals(keys.identity(account)));
  }

  private static Optional<Credentials> credentials(Live secret) {
    String text = SecretData.plain(secret).get(TrustSecrets.CREDENTIALS);
    try {
      return Optional.ofNullable(text).map(Credentials::parse);
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }
}
