// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import dev.flotilla.nats.cluster.authentication.Authentication;
import java.util.Map;

/**
 * Accounts and users that are listed in the servers' own configuration.
 *
 * @param authentication mode, and users of the document
 * @param agents the users that are the agent's own
 * @param passwords value of each {@link PasswordVariable}: the bcrypt hash of a password. It is in
 *     the servers' environment and never in the configuration itself.
 */
public record LocalAccounts(
    Authentication authentication, AgentUsers agents, Map<String, String> passwords)
    implements AccessRules {
  /** The servers' own account. */
  public static final String SYSTEM = "SYS";

  /** Account of health probes. */
  public static final String PROBE = "FLOTILLA_PROBE";

  /**
   * Public keys of the agent's own users.
   *
   * @param system of {@link #SYSTEM}
   * @param probe of {@link #PROBE}
   * @param application of {@link Authentication#APPLICATIONS}; the user of every client if the mode
   *     is {@code none}
   */
  public record AgentUsers(String system, String probe, String application) {}

  public LocalAccounts {
    passwords = Map.copyOf(passwords);
  }

  @Override
  public String account(String name) {
    if (!authentication.accounts().contains(name)) {
      throw new IllegalArgumentException("there is no account " + name);
    }
    return name;
  }

  /** Without the hashes. */
  @Override
  public String toString() {
    return "LocalAccounts[" + authentication.mode() + ", " + authentication.accounts() + "]";
  }
}
