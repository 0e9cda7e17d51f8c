// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.nats.configuration.LocalAccounts.AgentUsers;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import java.util.Map;

/**
 * The private keys of the agent's users on servers with static users. They outlive the NatsCluster,
 * as the volumes do.
 *
 * @param system of the system account
 * @param probe of the account for probes
 * @param application of the account for applications
 */
record LocalKeys(Nkey system, Nkey probe, Nkey application) {
  private static final String SYSTEM = "system-user.seed";
  private static final String PROBE = "probe-user.seed";
  private static final String APPLICATION = "app-user.seed";

  static LocalKeys create(Nkeys nkeys) {
    return new LocalKeys(nkeys.user(), nkeys.user(), nkeys.user());
  }

  /**
   * Reads what {@link #secretData} wrote.
   *
   * @throws IllegalArgumentException when a key is missing or damaged; the message contains no key
   */
  static LocalKeys parse(Map<String, String> data) {
    return new LocalKeys(key(data, SYSTEM), key(data, PROBE), key(data, APPLICATION));
  }

  /** Whether a Secret has keys for servers with static users. */
  static boolean in(Map<String, String> data) {
    return data.containsKey(SYSTEM);
  }

  Map<String, String> secretData() {
    return Map.of(SYSTEM, system.seed(), PROBE, probe.seed(), APPLICATION, application.seed());
  }

  /** The public halves, as the servers' configuration needs them. */
  AgentUsers users() {
    return new AgentUsers(system.publicKey(), probe.publicKey(), application.publicKey());
  }

  private static Nkey key(Map<String, String> data, String name) {
    String seed = data.get(name);
    if (seed == null) {
      throw new IllegalArgumentException("the Secret lacks " + name);
    }
    return Nkey.fromSeed(seed);
  }
}
