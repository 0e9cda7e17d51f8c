// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.nats.configuration.OperatorTrust;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.Nkey;
import java.time.Instant;

/** What the users of one data plane are signed with, and the operator that its servers trust. */
sealed interface Keyring permits DataPlaneKeys, JoinedKeys {
  /** The public half, as the servers' configuration needs it. */
  OperatorTrust trust();

  /** The key that signs users of that account. */
  Nkey signer(DataPlaneKeys.Account account);

  /** The public key of that account. */
  String identity(DataPlaneKeys.Account account);

  /**
   * The same claims of an account, newly issued.
   *
   * @throws IllegalArgumentException when they were not signed with one of these keys
   */
  Jwt renewed(Jwt account, Instant now);
}
