// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing;

import dev.flotilla.nats.cluster.authentication.Authentication;
import dev.flotilla.nats.cluster.authentication.AuthenticationUser;
import dev.flotilla.nats.configuration.LocalAccounts;
import dev.flotilla.nats.configuration.LocalAccounts.AgentUsers;
import dev.flotilla.nats.configuration.PasswordVariable;
import dev.flotilla.nats.jwt.KeyLogin;
import dev.flotilla.nats.jwt.Nkeys;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The agent's own users of servers that list their users themselves.
 *
 * @param system of the system account
 * @param probe of the account for probes
 * @param application of account APP
 */
public record TestLogins(KeyLogin system, KeyLogin probe, KeyLogin application) {
  private static final Nkeys KEYS = new Nkeys(new SecureRandom());

  /** New keys for all. */
  public static TestLogins create() {
    return new TestLogins(
        new KeyLogin(KEYS.user()), new KeyLogin(KEYS.user()), new KeyLogin(KEYS.user()));
  }

  /** The rules of servers that know only only these and the users of a document. */
  public LocalAccounts rules(Authentication authentication, UnaryOperator<String> hashOfUser) {
    Map<String, String> passwords = new TreeMap<>();
    for (AuthenticationUser user : authentication.withPassword()) {
      passwords.put(PasswordVariable.of(user.user()).name(), hashOfUser.apply(user.user()));
    }
    return new LocalAccounts(
        authentication,
        new AgentUsers(publicKey(system), publicKey(probe), publicKey(application)),
        passwords);
  }

  private static String publicKey(KeyLogin login) {
    return login.user().publicKey();
  }
}
