// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.agent.render.TemplateDigest;
import dev.flotilla.nats.cluster.authentication.AuthenticationUser;
import dev.flotilla.nats.cluster.authentication.PasswordSource;
import dev.flotilla.nats.configuration.PasswordVariable;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Hashes the passwords of a data plane's users and stores the hashes in a Secret, which becomes
 * environment of the servers. A hash is kept for as long as its password, since another one would
 * change the configuration.
 */
final class PasswordStore {
  /** The whole Secret becomes environment, in which this records where a hash comes from. */
  private static final String SOURCE = "SOURCE_OF_";

  private final KubernetesObjects objects;
  private final SecureRandom random;

  PasswordStore(KubernetesObjects objects, SecureRandom random) {
    this.objects = objects;
    this.random = random;
  }

  /**
   * The desired content of the Secret: for each user its hash, in quotes, and its source.
   *
   * @param own the password that the agent has generated for its own user; empty without one
   * @param present what the Secret holds now
   * @throws Blocked when a password is missing or unusable
   */
  Map<String, String> data(DataPlane dataPlane, String own, Map<String, String> present)
      throws Blocked {
    Map<String, String> wanted = new TreeMap<>();
    for (AuthenticationUser user : dataPlane.authentication().withPassword()) {
      PasswordSource from = user.passwordFrom();
      Source source = from == null ? new Source.Own(own) : given(dataPlane, from);
      String name = PasswordVariable.of(user.user()).name();
      String known = present.get(name);
      boolean same = known != null && source.version().equals(present.get(SOURCE + name));
      wanted.put(SOURCE + name, source.version());
      wanted.put(name, same ? known : quoted(source, Optional.ofNullable(known)));
    }
    return wanted;
  }

  /** The values of a configuration's variables, from the Secret. */
  static Map<String, String> variables(Map<String, String> data) {
    Map<String, String> variables = new TreeMap<>();
    data.forEach(
        (name, value) -> {
          if (!name.startsWith(SOURCE)) {
            variables.put(name, unquoted(value).text());
          }
        });
    return variables;
  }

  private String quoted(Source source, Optional<String> known) throws Blocked {
    try {
      return PasswordVariable.quoted(
          known
              .map(PasswordStore::unquoted)
              .filter(hash -> hash.isOf(source.password()))
              .orElseGet(() -> PasswordHash.of(source.password(), random))
              .text());
    } catch (IllegalArgumentException useless) {
      throw unusable(source, useless);
    }
  }

  private static PasswordHash unquoted(String quoted) {
    return new PasswordHash(quoted.substring(1, quoted.length() - 1));
  }

  private Source given(DataPlane dataPlane, PasswordSource from) throws Blocked {
    Live secret =
        objects
            .find(Kind.SECRET, dataPlane.namespace(), from.secretName())
            .orElseThrow(() -> missing(from));
    String password = SecretData.plain(secret).get(from.key());
    if (password == null) {
      throw missing(from);
    }
    String version = secret.uid() + ":" + secret.resourceVersion();
    return new Source.Given(from, version, password);
  }

  /** The source of a password. */
  private sealed interface Source {
    String password();

    /** Changes whenever the password may have changed. */
    String version();

    /** A Secret that a user created. */
    record Given(PasswordSource from, String at, String password) implements Source {
      @Override
      public String version() {
        return from.secretName() + "/" + from.key() + "@" + at;
      }
    }

    /** The agent itself, whose passwords cannot be guessed from their digest. */
    record Own(String password) implements Source {
      @Override
      public String version() {
        return "sha256:" + TemplateDigest.of(password);
      }
    }
  }

  private static Blocked unusable(Source source, IllegalArgumentException why) {
    return new Blocked(
        new Problem(
            Code.PASSWORD_UNUSABLE,
            "the password in " + source.version() + ": " + why.getMessage(),
            "Set another one; 'kubectl create secret generic --from-literal' adds no line break."));
  }

  private static Blocked missing(PasswordSource source) {
    return new Blocked(
        new Problem(
            Code.PASSWORD_MISSING,
            "Secret "
                + source.secretName()
                + " with a password in key "
                + source.key()
                + " does not exist",
            "Create it; running servers are not affected."));
  }
}
