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

/** Keeps the keys and credentials of data planes with an operator in Secrets beside them. */
@ApplicationScoped
class TrustStore {
  private final KubernetesObjects objects;
  private final Nkeys nkeys;
  private final InstantSource clock;

  TrustStore(KubernetesObjects objects, Nkeys nkeys, InstantSource clock) {
    this.objects = objects;
    this.nkeys = nkeys;
    this.clock = clock;
  }

  /**
   * The keys and credentials of a data plane, made where they are missing.
   *
   * @throws Blocked when a Secret of that name is somebody else's, or keys that must be there are
   *     lost
   */
  DataPlaneAccess open(DataPlane dataPlane) throws Blocked {
    DataPlaneKeys keys = keys(dataPlane);
    return new DataPlaneAccess(
        keys.trust(),
        user(dataPlane, keys, Account.SYSTEM, dataPlane.names().systemCredentials()),
        user(dataPlane, keys, Account.PROBE, dataPlane.names().probeCredentials()),
        Optional.of(
            user(dataPlane, keys, Account.APPLICATION, dataPlane.names().applicationCredentials())),
        Optional.empty());
  }

  /**
   * What {@link #open} would do. Nothing is stored: keys that would be made are forgotten again.
   *
   * @throws Blocked where {@link #open} would be
   */
  TrustOutlook foresee(DataPlane dataPlane) throws Blocked {
    Optional<DataPlaneKeys> present = present(dataPlane);
    DataPlaneKeys keys = present.orElseGet(() -> made(dataPlane));
    ChildNames names = dataPlane.names();
    return new TrustOutlook(
        keys.trust(),
        List.of(
            secret(names.keysSecret(), present.isPresent() ? Action.KEEP : Action.CREATE),
            user(dataPlane, names.systemCredentials(), keys.account(Account.SYSTEM)),
            user(dataPlane, names.probeCredentials(), keys.account(Account.PROBE)),
            user(dataPlane, names.applicationCredentials(), keys.account(Account.APPLICATION))));
  }

  private ObjectChange user(DataPlane dataPlane, String name, Nkey signer) throws Blocked {
    Optional<Live> found = mine(dataPlane, name);
    if (found.isEmpty()) {
      return secret(name, Action.CREATE);
    }
    return secret(name, issued(found, signer).isPresent() ? Action.KEEP : Action.CHANGE);
  }

  private static ObjectChange secret(String name, Action action) {
    return new ObjectChange(Kind.SECRET.name(), name, action, List.of(), null);
  }

  private Optional<DataPlaneKeys> present(DataPlane dataPlane) throws Blocked {
    String name = dataPlane.names().keysSecret();
    Optional<Live> found = mine(dataPlane, name);
    if (found.isPresent()) {
      return Optional.of(read(name, found.get()));
    }
    if (dataPlane.running()) {
      throw TrustSecrets.lost(name);
    }
    return Optional.empty();
  }

  private DataPlaneKeys made(DataPlane dataPlane) {
    return DataPlaneKeys.create(dataPlane.name(), dataPlane.jetStream(), nkeys, clock.instant());
  }

  private DataPlaneKeys keys(DataPlane dataPlane) throws Blocked {
    String name = dataPlane.names().keysSecret();
    Optional<DataPlaneKeys> present = present(dataPlane);
    if (present.isPresent()) {
      return present.get();
    }
    DataPlaneKeys made = made(dataPlane);
    // Create, never apply: two writers at once must not end with the keys of one and the claims of
    // the other.
    Optional<Live> created =
        objects.create(TrustSecrets.secret(dataPlane, name, made.secretData()));
    return created.isPresent() ? made : keys(dataPlane);
  }

  private DataPlaneKeys read(String name, Live secret) throws Blocked {
    Map<String, String> data = SecretData.plain(secret);
    if (LocalKeys.in(data)) {
      throw TrustSecrets.ofAnotherMode(name);
    }
    try {
      return DataPlaneKeys.parse(data);
    } catch (IllegalArgumentException damaged) {
      throw TrustSecrets.damaged(name, damaged);
    }
  }

  private Credentials user(DataPlane dataPlane, DataPlaneKeys keys, Account account, String name)
      throws Blocked {
    Nkey signer = keys.account(account);
    Optional<Credentials> present = issued(mine(dataPlane, name), signer);
    if (present.isPresent()) {
      return present.get();
    }
    Credentials made = make(signer, account);
    Manifest secret =
        TrustSecrets.secret(dataPlane, name, Map.of(TrustSecrets.CREDENTIALS, made.text()));
    objects.apply(TrustSecrets.owned(secret, dataPlane));
    return made;
  }

  private Credentials make(Nkey signer, Account account) {
    Nkey user = nkeys.user();
    UserClaims claims =
        UserClaims.of(
            user.publicKey(),
            account == Account.APPLICATION ? "app" : "flotilla-agent",
            signer.publicKey(),
            UserPermissions.ALL);
    return new Credentials(claims.sign(signer, clock.instant()), user);
  }

  private Optional<Live> mine(DataPlane dataPlane, String name) throws Blocked {
    Optional<Live> found = objects.find(Kind.SECRET, dataPlane.namespace(), name);
    if (found.isPresent() && !TrustSecrets.isOurs(found.get(), dataPlane)) {
      throw Blocked.byForeignObject(found.get());
    }
    return found;
  }

  private static Optional<Credentials> issued(Optional<Live> secret, Nkey signer) {
    return secret
        .flatMap(TrustStore::credentials)
        .filter(credentials -> credentials.jwt().issuer().equals(signer.publicKey()));
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
