// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.agent.render.ChildNames;
import dev.flotilla.nats.cluster.Authentication;
import dev.flotilla.nats.configuration.LocalAccounts;
import dev.flotilla.nats.jwt.KeyLogin;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.protocol.query.ObjectChange;
import dev.flotilla.protocol.query.ObjectChange.Action;
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
 * Keeps what it takes to log in to servers that list their users themselves, in Secrets beside
 * them: the agent's own keys, which the servers know by their public halves, and hashes of the
 * others' passwords.
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
   * The rules of a data plane and the agent's logins, made where they are missing.
   *
   * @throws Blocked when a Secret is somebody else's or not to be had
   */
  DataPlaneAccess open(DataPlane dataPlane) throws Blocked {
    LocalKeys keys = keys(dataPlane);
    Map<String, Map<String, String>> wanted = secrets(dataPlane, keys);
    for (Map.Entry<String, Map<String, String>> secret : wanted.entrySet()) {
      keep(dataPlane, secret.getKey(), secret.getValue());
    }
    return access(dataPlane, keys, hashes(dataPlane, wanted));
  }

  /**
   * The agent's logins to servers that run, whatever their document says now.
   *
   * @throws Blocked when the keys are not to be had
   */
  DataPlaneAccess reach(DataPlane dataPlane) throws Blocked {
    return access(dataPlane, keys(dataPlane), Map.of());
  }

  /**
   * What {@link #open} would do. Nothing is stored: keys and hashes that would be made are
   * forgotten again.
   *
   * @throws Blocked where {@link #open} would be
   */
  AccessForecast foresee(DataPlane dataPlane) throws Blocked {
    Optional<LocalKeys> present = present(dataPlane);
    LocalKeys keys = present.orElseGet(() -> LocalKeys.create(nkeys));
    List<ObjectChange> changes = new ArrayList<>();
    changes.add(
        change(dataPlane.names().keysSecret(), present.isPresent() ? Action.KEEP : Action.CREATE));
    Map<String, Map<String, String>> wanted = secrets(dataPlane, keys);
    for (Map.Entry<String, Map<String, String>> secret : wanted.entrySet()) {
      changes.add(change(secret.getKey(), action(dataPlane, secret.getKey(), secret.getValue())));
    }
    return new AccessForecast(
        access(dataPlane, keys, hashes(dataPlane, wanted)).rules(), changes, Set.of());
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

  /** What each Secret beside that of the keys should hold, by its name. */
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

  /** What people's applications log in with; nothing where everybody is let in. */
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

  private void keep(DataPlane dataPlane, String name, Map<String, String> data) throws Blocked {
    Map<String, String> present = content(dataPlane, name).orElseGet(Map::of);
    if (!present.equals(data)) {
      objects.apply(
          CredentialSecrets.owned(CredentialSecrets.secret(dataPlane, name, data), dataPlane));
    }
  }

  private Action action(DataPlane dataPlane, String name, Map<String, String> data) throws Blocked {
    Optional<Map<String, String>> present = content(dataPlane, name);
    if (present.isEmpty()) {
      return Action.CREATE;
    }
    return present.get().equals(data) ? Action.KEEP : Action.CHANGE;
  }

  private Optional<LocalKeys> present(DataPlane dataPlane) throws Blocked {
    String name = dataPlane.names().keysSecret();
    Optional<Map<String, String>> found = content(dataPlane, name);
    if (found.isEmpty() && dataPlane.running()) {
      throw CredentialSecrets.lost(name);
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (!LocalKeys.in(found.get())) {
      throw CredentialSecrets.ofAnotherMode(name);
    }
    try {
      return Optional.of(LocalKeys.parse(found.get()));
    } catch (IllegalArgumentException damaged) {
      throw CredentialSecrets.damaged(name, damaged);
    }
  }

  private LocalKeys keys(DataPlane dataPlane) throws Blocked {
    Optional<LocalKeys> present = present(dataPlane);
    if (present.isPresent()) {
      return present.get();
    }
    LocalKeys made = LocalKeys.create(nkeys);
    // Create, never apply: of two writers at once, one reads what the other made.
    Optional<Live> created =
        objects.create(
            CredentialSecrets.secret(dataPlane, dataPlane.names().keysSecret(), made.secretData()));
    return created.isPresent() ? made : keys(dataPlane);
  }

  private Optional<Map<String, String>> content(DataPlane dataPlane, String name) throws Blocked {
    Optional<Live> found = objects.find(Kind.SECRET, dataPlane.namespace(), name);
    if (found.isPresent() && !CredentialSecrets.isOurs(found.get(), dataPlane)) {
      throw Blocked.byForeignObject(found.get());
    }
    return found.map(SecretData::plain);
  }

  private static ObjectChange change(String name, Action action) {
    return new ObjectChange(Kind.SECRET.name(), name, action, List.of(), null);
  }
}
