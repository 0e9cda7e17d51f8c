// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.credentials.DataPlaneKeys.Account;
import dev.flotilla.agent.render.ChildNames;
import dev.flotilla.nats.jwt.Permission;
import dev.flotilla.nats.jwt.UserPermissions;

/** Users that the agent creates, each with credentials in a Secret of its own. */
public enum DataPlaneUser {
  /** The agent in the system account. */
  SYSTEM(Account.SYSTEM, "flotilla-agent"),
  /** The health probe. */
  PROBE(Account.PROBE, "flotilla-agent"),
  /** Applications. */
  APPLICATION(Account.APPLICATION, "app"),
  /**
   * NACK: administers the streams of applications, and neither publishes nor subscribes otherwise.
   */
  NACK(Account.APPLICATION, "nack");

  private final Account account;
  private final String title;

  DataPlaneUser(Account account, String title) {
    this.account = account;
    this.title = title;
  }

  /** The account of the user. */
  Account account() {
    return account;
  }

  /** Its name in its claims. */
  String title() {
    return title;
  }

  /** Its permissions. */
  public UserPermissions permissions() {
    return this == NACK
        ? UserPermissions.of(
            Permission.only("$JS.API.>", "$JS.*.API.>"), Permission.only("_INBOX.>"))
        : UserPermissions.ALL;
  }

  /** The Secret with its credentials. */
  String secret(ChildNames names) {
    return switch (this) {
      case SYSTEM -> names.systemCredentials();
      case PROBE -> names.probeCredentials();
      case APPLICATION -> names.applicationCredentials();
      case NACK -> names.nackCredentials();
    };
  }
}
