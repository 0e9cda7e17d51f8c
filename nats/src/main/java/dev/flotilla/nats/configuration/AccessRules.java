// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

/** How servers decide who a client is. */
public sealed interface AccessRules permits OperatorTrust, LocalAccounts {
  /**
   * What the configuration calls the account of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  String account(String name);
}
