// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.agent.render.ChildNames;
import dev.flotilla.nats.cluster.authentication.Authentication;
import dev.flotilla.nats.configuration.LocalAccounts;
import dev.flotilla.nats.jwt.KeyLogin;
import dev.flotilla.nats.jwt.Nkeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The credentials for servers with static users, in Secrets: the agent's own keys, which the
 * servers know by their public halves, and hashes of the passwords of the other users.
 */
@ApplicationScoped
class LocalAccess {
  /** Key of a password in its Secret. */
  private static final String PASSWORD = "password";

  private static final int PASSWORD_BYTES = 24;

  private final KubernetesObjects objects;
  private final Nkeys nkeys;
  private final SecureRandom random;
  private final PasswordStore passwords;

  LocalAccess(KubernetesObjects objects, Nkeys nkeys, SecureRandom random) {
    this.objects = objects;
    this.nkeys = nkeys;
    this.random = random;
    this.passwords = new PasswordStore(objects, random);
  }

  /**
   * The rules of a data plane and the agent's credentials, generated where they are missing.
   *
   * @throws Blocked when a Secret has another owner or cannot be read
   */
  AccessDraft draft(DataPlane dataPlane) throws Blocked {
    Optional<Kept> kept = kept(dataPlane);
    LocalKeys keys = kept.map(Kept::keys).orElseGet(() -> LocalKeys.create(nkeys));
    Map<String, Map<String, String>> wanted = secrets(dataPlane, keys);
    List<Change> changes = new ArrayList<>();
    changes.add(
        kept.<Change>map(found -> new Change.Keep(found.secret()))
            .orElseGet(() -> new Change.Create(secret(dataPlane, keys))));
    for (Map.Entry<String, Map<String, String>> secret : wanted.entrySet()) {
      changes.add(change(dataPlane, secret.getKey(), secret.getValue()));
    }
    return new AccessDraft.Usable(
        changes,
        access(dataPlane, keys, hashes(dataPlane, wanted)),
        Optional.empty(),
        Set.of(),
        LocalAccess::withoutClaims);
  }

  /** Guard rails refuse what needs signed claims here. */
  private static Change withoutClaims(DataPlaneUser user) {
    throw new IllegalArgumentException("servers without an operator have no user " + user.title());
  }

  /**
   * The agent's credentials for running servers, regardless of their current document.
   *
   * @throws Blocked when the keys are not available
   */
  DataPlaneAccess reach(DataPlane dataPlane) throws Blocked {
    Kept kept =
        kept(dataPlane).orElseThrow(() -> CredentialSecrets.lost(dataPlane.names().keysSecret()));
    return access(dataPlane, kept.keys(), Map.of());
  }

  private static DataPlaneAccess access(
      DataPlane dataPlane, LocalKeys keys, Map<String, String> hashes) {
    Authentication authentication = dataPlane.authentication();
    return new DataPlaneAccess(
        new LocalAccounts(authentication, keys.users(), PasswordStore.variables(hashes)),
        new KeyLogin(keys.system()),
        new KeyLogin(keys.probe()),
        authentication.open() ? Optional.empty() : Optional.of(new KeyLogin(keys.application())),
        claims -> {
          throw new IllegalArgumentException("accounts in the configuration have no claims");
        },
        Optional.empty());
  }

  /** The desired content of each Secret except that of the keys, by name. */
  private Map<String, Map<String, String>> secrets(DataPlane dataPlane, LocalKeys keys)
      throws Blocked {
    ChildNames names = dataPlane.names();
    Map<String, Map<String, String>> secrets = new LinkedHashMap<>();
    secrets.put(names.systemCredentials(), file(new KeyLogin(keys.system())));
    secrets.put(names.probeCredentials(), file(new KeyLogin(keys.probe())));
    Map<String, String> application = application(dataPlane, keys);
    if (!application.isEmpty()) {
      secrets.put(names.applicationCredentials(), application);
    }
    Map<String, String> hashes =
        passwords.data(
            dataPlane,
            application.getOrDefault(PASSWORD, ""),
            content(dataPlane, names.passwordHashes()).orElseGet(Map::of));
    if (!hashes.isEmpty()) {
      secrets.put(names.passwordHashes(), hashes);
    }
    return secrets;
  }

  /** Credentials of applications; none where the servers do not authenticate clients. */
  private Map<String, String> application(DataPlane dataPlane, LocalKeys keys) throws Blocked {
    Authentication authentication = dataPlane.authentication();
    if (authentication.open()) {
      return Map.of();
    }
    Map<String, String> login = new TreeMap<>(file(new KeyLogin(keys.application())));
    if (authentication.mode().equals(Authentication.BASIC)) {
      login.put("username", Authentication.APPLICATION_USER);
      login.put(
          PASSWORD,
          content(dataPlane, dataPlane.names().applicationCredentials())
              .map(data -> data.get(PASSWORD))
              .orElseGet(this::password));
    }
    return login;
  }

  private static Map<String, String> hashes(
      DataPlane dataPlane, Map<String, Map<String, String>> secrets) {
    return secrets.getOrDefault(dataPlane.names().passwordHashes(), Map.of());
  }

  private static Map<String, String> file(KeyLogin login) {
    return Map.of(CredentialSecrets.KEY_LOGIN, login.text());
  }

  private String password() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** By content alone: it changes with its input, and with nothing else. */
  private Change change(DataPlane dataPlane, String name, Map<String, String> data) throws Blocked {
    Optional<Live> present = CredentialSecrets.find(objects, dataPlane, name);
    if (present.filter(secret -> SecretData.plain(secret).equals(data)).isPresent()) {
      return new Change.Keep(present.get());
    }
    return new Change.Apply(
        CredentialSecrets.owned(CredentialSecrets.secret(dataPlane, name, data), dataPlane),
        present);
  }

  private record Kept(Live secret, LocalKeys keys) {}

  private Optional<Kept> kept(DataPlane dataPlane) throws Blocked {
    String name = dataPlane.names().keysSecret();
    Optional<Live> found = CredentialSecrets.find(objects, dataPlane, name);
    if (found.isEmpty() && dataPlane.running()) {
      throw CredentialSecrets.lost(name);
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(read(found.get()));
  }

  private static Kept read(Live secret) throws Blocked {
    Map<String, String> data = SecretData.plain(secret);
    if (!LocalKeys.in(data)) {
      throw CredentialSecrets.ofAnotherMode(secret.name());
    }
    try {
      return new Kept(secret, LocalKeys.parse(data));
    } catch (IllegalArgumentException damaged) {
      throw CredentialSecrets.damaged(secret.name(), damaged);
    }
  }

  private static Manifest secret(DataPlane dataPlane, LocalKeys keys) {
    return CredentialSecrets.secret(dataPlane, dataPlane.names().keysSecret(), keys.secretData());
  }

  private Optional<Map<String, String>> content(DataPlane dataPlane, String name) throws Blocked {
    return CredentialSecrets.find(objects, dataPlane, name).map(SecretData::plain);
  }
}
