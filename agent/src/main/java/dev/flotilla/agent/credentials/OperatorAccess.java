// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.credentials.DataPlaneKeys.Account;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.nats.cluster.trust.TrustKeys;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.UserClaims;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys and credentials of data planes with an operator, in Secrets. */
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
   * The keys and credentials of a data plane, generated where they are missing.
   *
   * @throws Blocked when a Secret of that name has another owner, or keys that must exist are lost
   */
  AccessDraft draft(DataPlane dataPlane) throws Blocked {
    return switch (keysSecret.draft(dataPlane)) {
      case KeysSecret.Awaited(var change, var problem) ->
          new AccessDraft.Awaited(List.of(change), problem);
      case KeysSecret.Usable keys -> draft(dataPlane, keys);
    };
  }

  private AccessDraft.Usable draft(DataPlane dataPlane, KeysSecret.Usable keys) throws Blocked {
    Keyring keyring = keys.keys();
    User system = user(dataPlane, keyring, DataPlaneUser.SYSTEM);
    User probe = user(dataPlane, keyring, DataPlaneUser.PROBE);
    User application = user(dataPlane, keyring, DataPlaneUser.APPLICATION);
    return new AccessDraft.Usable(
        List.of(keys.change(), system.secret(), probe.secret(), application.secret()),
        new DataPlaneAccess(
            keyring.trust(),
            system.credentials(),
            probe.credentials(),
            Optional.of(application.credentials()),
            claims -> keyring.renewed(claims, clock.instant()),
            Optional.empty()),
        keys.shared(),
        keys.leaving(),
        other -> secret(dataPlane, keyring, other));
  }

  /**
   * The credentials for running servers. Those that are missing are issued and not stored.
   *
   * @throws Blocked when the keys are lost, damaged, or not signed yet
   */
  DataPlaneAccess reach(DataPlane dataPlane) throws Blocked {
    return switch (draft(dataPlane)) {
      case AccessDraft.Usable usable -> usable.access();
      case AccessDraft.Awaited(_, var problem) -> throw new Blocked(problem);
    };
  }

  /**
   * Credentials of a new user, which are not stored.
   *
   * @throws Blocked when the keys are lost, damaged, or not signed yet
   */
  AccountLogin issue(DataPlane dataPlane, ShortLivedUser user) throws Blocked {
    return switch (keysSecret.draft(dataPlane)) {
      case KeysSecret.Awaited(_, var problem) -> throw new Blocked(problem);
      case KeysSecret.Usable usable -> issue(usable.keys(), user);
    };
  }

  private AccountLogin issue(Keyring keys, ShortLivedUser user) {
    Nkey key = nkeys.user();
    String account = keys.identity(Account.APPLICATION);
    UserClaims claims =
        new UserClaims(
            key.publicKey(),
            user.title(),
            user.expiresAt(),
            account,
            Optional.of(user.permissions()));
    return new AccountLogin(
        Optional.of(account),
        Optional.of(
            new Credentials(claims.sign(keys.signer(Account.APPLICATION), clock.instant()), key)));
  }

  /** The public halves of the keys that wait for another's signature; empty when none do. */
  Optional<TrustKeys> publicKeys(DataPlane dataPlane) throws Blocked {
    return keysSecret.publicKeys(dataPlane);
  }

  /** A user's credentials, and the change of the Secret that holds them. */
  private record User(Credentials credentials, Change secret) {}

  private Change secret(DataPlane dataPlane, Keyring keys, DataPlaneUser user) {
    try {
      return user(dataPlane, keys, user).secret();
    } catch (Blocked blocked) {
      return new Change.Refuse(Kind.SECRET, user.secret(dataPlane.names()), blocked.problem());
    }
  }

  private User user(DataPlane dataPlane, Keyring keys, DataPlaneUser user) throws Blocked {
    String name = user.secret(dataPlane.names());
    Optional<Live> present = CredentialSecrets.find(objects, dataPlane, name);
    Optional<Credentials> issued = present.flatMap(secret -> issued(secret, keys, user.account()));
    if (issued.isPresent()) {
      return new User(issued.get(), new Change.Keep(present.get()));
    }
    Credentials made = make(keys, user);
    Map<String, String> data = Map.of(CredentialSecrets.CREDENTIALS, made.text());
    Manifest secret =
        CredentialSecrets.owned(CredentialSecrets.secret(dataPlane, name, data), dataPlane);
    return new User(made, new Change.Apply(secret, present));
  }

  private Credentials make(Keyring keys, DataPlaneUser user) {
    Nkey key = nkeys.user();
    UserClaims claims =
        UserClaims.of(
            key.publicKey(), user.title(), keys.identity(user.account()), user.permissions());
    return new Credentials(claims.sign(keys.signer(user.account()), clock.instant()), key);
  }

  private static Optional<Credentials> issued(Live secret, Keyring keys, Account account) {
    return credentials(secret)
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
